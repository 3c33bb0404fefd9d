package io.jobflow.scheduler.store.jdbc;

import java.util.List;
import java.util.StringJoiner;

/** Makes statements over arrays out of statements for one row. */
final class ArraySql {

    private ArraySql() {}

    /**
     * The statement that does for every row of some arrays what another does for one.
     *
     * @param sql an {@code INSERT … VALUES (?, …)}, or an {@code UPDATE} or a {@code DELETE} with a {@code WHERE}
     * @param types PostgreSQL's names of the columns' types, in the order of the question marks
     */
    static String of(String sql, List<String> types) {
        if (types.isEmpty()) {
            return sql;
        }
        if (sql.startsWith("INSERT")) {
            return sql.replaceFirst("VALUES \\([?, ]*\\)", "SELECT * FROM " + arrays(types));
        }
        String from = sql.startsWith("DELETE") ? " USING " : " FROM ";
        return named(sql).replaceFirst(" WHERE ", from + arrays(types) + " AS v(" + names(types) + ") WHERE ");
    }

    private static String arrays(List<String> types) {
        StringJoiner arrays = new StringJoiner(", ", "unnest(", ")");
        types.forEach(type -> arrays.add("?::" + type + "[]"));
        return arrays.toString();
    }

    private static String names(List<String> types) {
        StringJoiner names = new StringJoiner(", ");
        for (int at = 1; at <= types.size(); at++) {
            names.add("c" + at);
        }
        return names.toString();
    }

    /** The statement with a column's name for each question mark. */
    private static String named(String sql) {
        StringBuilder text = new StringBuilder();
        int column = 0;
        for (char letter : sql.toCharArray()) {
            if (letter == '?') {
                text.append("v.c").append(++column);
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}

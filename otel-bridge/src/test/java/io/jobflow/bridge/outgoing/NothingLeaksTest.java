package io.jobflow.bridge.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements put together at random, whose values all contain the one word that must not be seen. Quotes of other dialects,
 * comment marks and backslashes are strewn into the values, since that is what takes a reader in.
 */
class NothingLeaksTest {

    private static final int STATEMENTS = 20_000;
    private static final String SECRET = "kryptonite";
    private static final String[] NOISE = {
        "'", "''", "\"", "`", "[", "]", "$", "$$", "$a$", "--", "-- ", "#", "/*", "*/", "\\", "\\\\", "\n", " ", "(",
        ")", ",", "?", "{", "}", "q'", "E'", ";",
    };
    private static final String[] REST = {
        "select a",
        "from t",
        "where b =",
        "in (",
        ")",
        ",",
        "and",
        "or x <",
        "(",
        "insert into t values (",
        "limit",
        "::text",
        "order by c",
        "union all",
        ";",
        "-- note\n",
        "/* note */",
        "like",
        "a.b",
        "t1",
        "between",
    };

    @ParameterizedTest
    @EnumSource
    void showsNoStringOfTheDialect(SqlDialect dialect) {
        Random random = new Random(7);
        for (int i = 0; i < STATEMENTS; i++) {
            String sql = statement(random, dialect);
            assertThat(StatementShape.of(sql, dialect).text()).as(sql).doesNotContain(SECRET);
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsNoNumber(SqlDialect dialect) {
        Random random = new Random(11);
        for (int i = 0; i < STATEMENTS; i++) {
            String number = 400_000_000 + random.nextInt(99_999_999) + pick(random, "", ".25", "e10", "L", "_000");
            String sql =
                    pick(random, REST) + pick(random, " ", " -", "(", "=", ", ") + number + " " + pick(random, REST);
            assertThat(StatementShape.of(sql, dialect).text()).as(sql).doesNotContain("4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsAnythingAtAll(SqlDialect dialect) {
        Random random = new Random(13);
        for (int i = 0; i < STATEMENTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(12); part > 0; part--) {
                text.append(pick(random, random.nextBoolean() ? NOISE : REST));
            }
            assertThat(StatementShape.of(text.toString(), dialect).text()).hasSizeLessThan(1_010);
        }
    }

    private static String statement(Random random, SqlDialect dialect) {
        StringBuilder sql = new StringBuilder("select ");
        for (int part = 1 + random.nextInt(6); part > 0; part--) {
            sql.append(pick(random, REST))
                    .append(' ')
                    .append(value(random, dialect))
                    .append(' ');
        }
        return sql.toString();
    }

    private static String value(Random random, SqlDialect dialect) {
        StringBuilder content = new StringBuilder();
        for (int part = random.nextInt(5); part > 0; part--) {
            content.append(pick(random, NOISE));
        }
        content.append(SECRET);
        for (int part = random.nextInt(5); part > 0; part--) {
            content.append(pick(random, NOISE));
        }
        List<String> ways = ways(content.toString(), dialect);
        return ways.get(random.nextInt(ways.size()));
    }

    /** The content as a literal, in each way in which the dialect takes it. */
    private static List<String> ways(String content, SqlDialect dialect) {
        List<String> ways = new ArrayList<>();
        String doubled = content.replace("'", "''");
        if (dialect == SqlDialect.MYSQL) {
            String escaped = content.replace("\\", "\\\\");
            ways.add("'" + escaped.replace("'", "\\'") + "'");
            ways.add("'" + escaped.replace("'", "''") + "'");
            ways.add("\"" + escaped.replace("\"", "\\\"") + "\"");
            ways.add("_utf8'" + escaped.replace("'", "''") + "'");
        } else {
            ways.add("'" + doubled + "'");
            ways.add("N'" + doubled + "'");
        }
        if (dialect == SqlDialect.POSTGRESQL) {
            ways.add("E'" + content.replace("\\", "\\\\").replace("'", "\\'") + "'");
        }
        if (dialect.dollarsQuote == SqlDialect.Rule.YES && !content.contains("$")) {
            ways.add("$$" + content + "$$");
            ways.add("$tag$" + content + "$tag$");
        }
        if (dialect == SqlDialect.ORACLE && !content.contains("]'")) {
            ways.add("q'[" + content + "]'");
        }
        return ways;
    }

    private static String pick(Random random, String... from) {
        return from[random.nextInt(from.length)];
    }
}

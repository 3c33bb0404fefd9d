package io.jobflow.bridge.outgoing;

/**
 * Where the SQL of databases differs in what is a value and what is not. What a dialect does not know for certain, such as
 * the meaning of a dollar sign in a database that we know nothing of, ends a statement's shape at that place.
 */
enum SqlDialect {
    POSTGRESQL(Rule.YES, Rule.NO, Rule.NO, Rule.YES, Rule.NO),
    H2(Rule.YES, Rule.YES, Rule.NO, Rule.YES, Rule.NO),
    ORACLE(Rule.YES, Rule.NO, Rule.NO, Rule.NO, Rule.NO),
    HSQLDB(Rule.YES, Rule.YES, Rule.NO, Rule.NO, Rule.NO),
    DERBY(Rule.YES, Rule.NO, Rule.NO, Rule.NO, Rule.NO),
    DB2(Rule.YES, Rule.NO, Rule.NO, Rule.NO, Rule.NO),
    MYSQL(Rule.NO, Rule.YES, Rule.NO, Rule.NO, Rule.YES),
    SQLITE(Rule.NO, Rule.YES, Rule.YES, Rule.NO, Rule.NO),
    SQL_SERVER(Rule.NO, Rule.NO, Rule.YES, Rule.NO, Rule.NO),
    OTHER(Rule.NO, Rule.UNKNOWN, Rule.UNKNOWN, Rule.UNKNOWN, Rule.UNKNOWN);

    /** Whether {@code "x"} is certainly a name; where it may be a string, it is treated as one. */
    final Rule doubleQuotesName;
    /** Whether {@code `x`} is a name; elsewhere it has no place in a statement. */
    final Rule backticksName;
    /** Whether {@code [x]} is a name. */
    final Rule bracketsName;
    /** Whether {@code $tag$x$tag$} is a string. */
    final Rule dollarsQuote;
    /** Whether {@code #} begins a comment, and {@code --} only in front of white space. */
    final Rule hashComments;

    SqlDialect(Rule doubleQuotesName, Rule backticksName, Rule bracketsName, Rule dollarsQuote, Rule hashComments) {
        this.doubleQuotesName = doubleQuotesName;
        this.backticksName = backticksName;
        this.bracketsName = bracketsName;
        this.dollarsQuote = dollarsQuote;
        this.hashComments = hashComments;
    }

    /** Whether {@code q'[x]'} is one string. */
    Rule quotesByQ() {
        return this == ORACLE ? Rule.YES : this == OTHER ? Rule.UNKNOWN : Rule.NO;
    }

    /** By the value of {@code db.system.name}. */
    static SqlDialect of(String system) {
        switch (system) {
            case "postgresql":
                return POSTGRESQL;
            case "mysql":
            case "mariadb":
                return MYSQL;
            case "h2database":
                return H2;
            case "oracle.db":
                return ORACLE;
            case "hsqldb":
                return HSQLDB;
            case "derby":
                return DERBY;
            case "ibm.db2":
                return DB2;
            case "sqlite":
                return SQLITE;
            case "microsoft.sql_server":
                return SQL_SERVER;
            default:
                return OTHER;
        }
    }

    /** What a dialect says of something. */
    enum Rule {
        YES,
        NO,
        UNKNOWN
    }
}

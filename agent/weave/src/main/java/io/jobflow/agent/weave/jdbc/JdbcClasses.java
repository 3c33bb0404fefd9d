package io.jobflow.agent.weave.jdbc;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/**
 * Which classes are a driver's statements and connections. Those of well-known drivers are known by name, since some of them
 * implement JDBC's interfaces by way of others; any other class only if its name sounds like one, and then if it names the
 * interface itself, which its own class file tells. No class hierarchy is looked into.
 */
public final class JdbcClasses {

    static final Set<String> STATEMENTS = set(
            "org.postgresql.jdbc.PgStatement",
            "org.postgresql.jdbc.PgPreparedStatement",
            "org.postgresql.jdbc.PgCallableStatement",
            "com.mysql.cj.jdbc.StatementImpl",
            "com.mysql.cj.jdbc.ClientPreparedStatement",
            "com.mysql.cj.jdbc.ServerPreparedStatement",
            "com.mysql.cj.jdbc.CallableStatement",
            "com.mysql.jdbc.StatementImpl",
            "com.mysql.jdbc.PreparedStatement",
            "com.mysql.jdbc.ServerPreparedStatement",
            "com.mysql.jdbc.CallableStatement",
            "org.mariadb.jdbc.Statement",
            "org.mariadb.jdbc.BasePreparedStatement",
            "org.mariadb.jdbc.ClientPreparedStatement",
            "org.mariadb.jdbc.ServerPreparedStatement",
            "org.mariadb.jdbc.BaseCallableStatement",
            "org.mariadb.jdbc.MariaDbStatement",
            "org.mariadb.jdbc.BasePrepareStatement",
            "org.mariadb.jdbc.ClientSidePreparedStatement",
            "org.mariadb.jdbc.ServerSidePreparedStatement",
            "org.mariadb.jdbc.CallableProcedureStatement",
            "org.mariadb.jdbc.CallableFunctionStatement",
            "org.h2.jdbc.JdbcStatement",
            "org.h2.jdbc.JdbcPreparedStatement",
            "org.h2.jdbc.JdbcCallableStatement",
            "org.sqlite.core.CorePreparedStatement",
            "org.sqlite.jdbc3.JDBC3Statement",
            "org.sqlite.jdbc3.JDBC3PreparedStatement",
            "org.sqlite.jdbc4.JDBC4Statement",
            "org.sqlite.jdbc4.JDBC4PreparedStatement",
            "org.hsqldb.jdbc.JDBCStatement",
            "org.hsqldb.jdbc.JDBCPreparedStatement",
            "org.hsqldb.jdbc.JDBCCallableStatement",
            "oracle.jdbc.driver.OracleStatement",
            "oracle.jdbc.driver.OraclePreparedStatement",
            "oracle.jdbc.driver.OracleCallableStatement",
            "oracle.jdbc.driver.OracleStatementWrapper",
            "oracle.jdbc.driver.OraclePreparedStatementWrapper",
            "oracle.jdbc.driver.OracleCallableStatementWrapper",
            "com.microsoft.sqlserver.jdbc.SQLServerStatement",
            "com.microsoft.sqlserver.jdbc.SQLServerPreparedStatement",
            "com.microsoft.sqlserver.jdbc.SQLServerCallableStatement");

    static final Set<String> CONNECTIONS = set(
            "org.postgresql.jdbc.PgConnection",
            "com.mysql.cj.jdbc.ConnectionImpl",
            "com.mysql.jdbc.ConnectionImpl",
            "org.mariadb.jdbc.Connection",
            "org.mariadb.jdbc.MariaDbConnection",
            "org.h2.jdbc.JdbcConnection",
            "org.sqlite.SQLiteConnection",
            "org.sqlite.jdbc3.JDBC3Connection",
            "org.sqlite.jdbc4.JDBC4Connection",
            "org.hsqldb.jdbc.JDBCConnection",
            "oracle.jdbc.driver.PhysicalConnection",
            "oracle.jdbc.driver.OracleConnection",
            "com.microsoft.sqlserver.jdbc.SQLServerConnection");

    static final Set<String> STATEMENT_INTERFACES =
            set("java.sql.Statement", "java.sql.PreparedStatement", "java.sql.CallableStatement");

    static final String CONNECTION_INTERFACE = "java.sql.Connection";

    /** What stands around a driver's statements in an application: pools, and the JDK. */
    private static final String[] WRAPPERS = {
        "com/zaxxer/hikari/",
        "org/apache/commons/dbcp",
        "org/apache/tomcat/",
        "com/mchange/",
        "com/alibaba/druid/",
        "io/agroal/",
        "oracle/ucp/",
        "org/springframework/",
        "org/hibernate/",
        "java/",
        "javax/",
        "sun/",
        "jdk/",
        "com/sun/",
    };

    private JdbcClasses() {}

    /** Whether it is worth a look into the class file. Needs nothing but the name, since every class is asked for. */
    public static boolean soundsLikeOne(String internalName) {
        if (!internalName.contains("Statement") && !internalName.contains("Connection")) {
            return false;
        }
        for (String wrapper : WRAPPERS) {
            if (internalName.startsWith(wrapper)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the name, with dots, is one of a well-known driver's. */
    public static boolean isKnown(String name) {
        return STATEMENTS.contains(name) || CONNECTIONS.contains(name);
    }

    private static Set<String> set(String... names) {
        return Collections.unmodifiableSet(new HashSet<>(Arrays.asList(names)));
    }
}

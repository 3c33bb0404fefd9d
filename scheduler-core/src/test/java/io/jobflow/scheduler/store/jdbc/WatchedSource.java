package io.jobflow.scheduler.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Stands between a store and its connections: notes every statement that runs, and lets connections die on demand. */
final class WatchedSource {

    /** When the next commit fails. */
    enum Death {
        NEVER,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final AtomicReference<Death> death = new AtomicReference<>(Death.NEVER);
    private volatile Runnable beforeCommit = () -> {};

    /** The source, watched. */
    DataSource watch(DataSource source) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? watch(connection) : result;
        });
    }

    private Connection watch(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("commit")) {
                return commit(connection);
            }
            if (method.getName().equals("unwrap")) {
                statements.add("COPY");
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? watch(statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    private Object commit(Connection connection) throws SQLException {
        beforeCommit.run();
        Death now = death.getAndSet(Death.NEVER);
        if (now != Death.BEFORE_COMMIT) {
            connection.commit();
        }
        if (now != Death.NEVER) {
            connection.close();
            throw new SQLException("the connection died");
        }
        return Void.TYPE;
    }

    private PreparedStatement watch(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.add(sql);
            }
            return call(statement, method, arguments);
        });
    }

    /** The next commit kills its connection. */
    void die(Death when) {
        death.set(when);
    }

    /** What happens on the writing thread before each commit. */
    void beforeCommit(Runnable action) {
        beforeCommit = action;
    }

    /** The statements, or batches of one statement, that ran since the last call. */
    List<String> drain() {
        List<String> all = List.copyOf(statements);
        statements.clear();
        return all;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

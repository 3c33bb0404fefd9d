package io.jobflow.scheduler.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Stands between a store and its connections and lets one step of a transaction fail: a statement or the commit. The
 * connection dies with it. Confined to the writing thread.
 */
final class FaultySource {

    /** When the step fails. */
    enum Fault {
        /** The server never hears of it. */
        BEFORE,
        /** The server has carried it out, and its answer is lost. */
        DURING
    }

    private Fault fault = Fault.BEFORE;
    private int failing;
    private int steps;

    /** The source, with faults in it. */
    DataSource between(DataSource source) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? between(connection) : result;
        });
    }

    private Connection between(Connection connection) {
        return proxy(Connection.class, (self, method, arguments) -> {
            // a COPY begins with unwrapping
            if (method.getName().equals("commit") || method.getName().equals("unwrap")) {
                return step(connection, connection, method, arguments);
            }
            Object result = call(connection, method, arguments);
            return result instanceof PreparedStatement statement ? between(connection, statement) : result;
        });
    }

    private PreparedStatement between(Connection connection, PreparedStatement statement) {
        return proxy(
                PreparedStatement.class,
                (self, method, arguments) -> method.getName().startsWith("execute")
                        ? step(connection, statement, method, arguments)
                        : call(statement, method, arguments));
    }

    private Object step(Connection connection, Object target, Method method, Object[] arguments) throws Throwable {
        steps++;
        if (steps != failing) {
            return call(target, method, arguments);
        }
        if (fault == Fault.DURING) {
            call(target, method, arguments);
        }
        connection.close();
        throw new SQLException("the connection died", "08006");
    }

    /** From now on, the step with this number, from 1, fails; 0 for none. */
    void failAt(int step, Fault when) {
        failing = step;
        fault = when;
        steps = 0;
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

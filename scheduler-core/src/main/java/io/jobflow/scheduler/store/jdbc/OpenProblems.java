package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Says what stands in the way of a database server's use, and what to do. */
final class OpenProblems {

    private static final int MYSQL_DENIED_DATABASE = 1044;
    private static final int MYSQL_NO_DATABASE = 1049;
    private static final int MYSQL_DENIED_TABLE = 1142;
    private static final String NO_DATABASE = "3D000";
    private static final String NO_RIGHT = "42501";

    private final DatabaseSettings settings;

    OpenProblems(DatabaseSettings settings) {
        this.settings = settings;
    }

    /** The problem that a failure stands for. */
    StoreOpenException explain(Exception failure) {
        if (failure instanceof StoreOpenException known && known.problem() != Problem.MIGRATION_FAILED) {
            return known;
        }
        SQLException sql = SqlStates.first(failure);
        String state = SqlStates.of(failure);
        int code = sql == null ? 0 : sql.getErrorCode();
        if (state.equals(NO_DATABASE) || code == MYSQL_NO_DATABASE) {
            return problem(Problem.NO_DATABASE, " does not exist", failure, "create it, or correct the URL");
        }
        if (state.equals(NO_RIGHT) || code == MYSQL_DENIED_DATABASE || code == MYSQL_DENIED_TABLE) {
            return problem(
                    Problem.ACCESS_DENIED,
                    " does not let " + user() + " work in it",
                    failure,
                    "give this user the right to create, change, read and write tables there");
        }
        if (SqlStates.isOfClass(failure, SqlStates.DENIED)) {
            return problem(
                    Problem.ACCESS_DENIED,
                    " refuses " + user(),
                    failure,
                    "check jobflow.database.user and jobflow.database.password");
        }
        return failure instanceof StoreOpenException known ? known : unreachable(failure);
    }

    private StoreOpenException unreachable(Exception failure) {
        return problem(
                Problem.UNREACHABLE,
                " cannot be reached",
                failure,
                "check that the server runs and that jobflow.database.url has its address");
    }

    private String user() {
        return settings.user() == null ? "this user" : "user \"" + settings.user() + "\"";
    }

    private StoreOpenException problem(Problem problem, String what, Exception failure, String remedy) {
        return new StoreOpenException(
                problem,
                "Database \"" + settings.place() + "\"" + what + " (" + reason(failure) + "); " + remedy + ".",
                failure);
    }

    /** The first line of what the server or the driver said, without the password. */
    private String reason(Throwable failure) {
        Throwable sql = SqlStates.first(failure);
        String message = String.valueOf((sql == null ? failure : sql).getMessage());
        String line = message.lines().findFirst().orElse("no message");
        return hide(line.replaceAll("\\.$", ""));
    }

    private String hide(String text) {
        @Nullable String password = settings.password();
        return password == null || password.isEmpty() ? text : text.replace(password, "***");
    }
}

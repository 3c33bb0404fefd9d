package io.jobflow.scheduler.store;

import org.jspecify.annotations.Nullable;

/** The store cannot be opened as things stand; the message says what to do. Nothing was changed. */
public final class StoreOpenException extends StoreException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /** What stands in the way. */
    public enum Problem {
        /** Another process has it. */
        IN_USE("store.in-use"),
        /** The data directory cannot be made or written. */
        NOT_WRITABLE("store.not-writable"),
        /** There is no database where one was to be looked at. */
        NOT_FOUND("store.not-found"),
        /** The data file is damaged or is no database. */
        DAMAGED("store.damaged"),
        /** A newer version of JobFlow has written it. */
        TOO_NEW("store.too-new"),
        /** The tables could not be brought to this version. */
        MIGRATION_FAILED("store.migration-failed"),
        /** The URL is of no kind of database that this version knows. */
        UNKNOWN_URL("store.unknown-url"),
        /** The database server does not answer. */
        UNREACHABLE("store.unreachable"),
        /** The database server refuses the user, or the user may not do what is needed. */
        ACCESS_DENIED("store.access-denied"),
        /** The server has no such database. */
        NO_DATABASE("store.no-database"),
        /** The database server is too old. */
        UNSUPPORTED("store.unsupported");

        private final String code;

        Problem(String code) {
            this.code = code;
        }
    }

    /**
     * Creates the problem.
     *
     * @param message what failed, where, and what to do next
     * @param cause null when the store saw it by itself
     */
    public StoreOpenException(Problem problem, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** A stable code for programs. */
    public String code() {
        return problem.code;
    }
}

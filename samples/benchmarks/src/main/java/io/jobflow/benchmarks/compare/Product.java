package io.jobflow.benchmarks.compare;

import java.util.List;

/**
 * One line of a table: a scheduler on a database.
 *
 * @param title how the report calls it
 * @param kind what {@link ContenderProgram} calls it
 */
record Product(String title, String kind, boolean onSqlite) {

    static final Product QUARTZ = new Product("Quartz 2.5.2, clustered", "quartz", false);
    static final Product DB_SCHEDULER = new Product("db-scheduler 16.12.0, lock-and-fetch", "db-scheduler", false);
    static final Product JOBFLOW = new Product("JobFlow, PostgreSQL", "jobflow", false);
    static final Product JOBFLOW_TRIGGERS = new Product("JobFlow, PostgreSQL, triggers", "jobflow-triggers", false);
    static final Product JOBFLOW_SQLITE = new Product("JobFlow, SQLite", "jobflow", true);

    /** Compared on punctuality. */
    static final List<Product> ALL = List.of(QUARTZ, DB_SCHEDULER, JOBFLOW, JOBFLOW_SQLITE);

    /** Compared on a backlog. */
    static final List<Product> BACKLOG = List.of(QUARTZ, DB_SCHEDULER, JOBFLOW, JOBFLOW_TRIGGERS, JOBFLOW_SQLITE);

    /** Looked at with very much in its tables. */
    static final Product SCALE = JOBFLOW;

    /** How many jobs a second it is measured with at most; Quartz falls behind at 500, and SQLite is for a hundred. */
    int mostJobs() {
        return onSqlite ? 100 : kind.equals("quartz") ? 500 : Integer.MAX_VALUE;
    }

    boolean isJobFlow() {
        return kind.startsWith("jobflow");
    }
}

package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/** Brings a database's tables to this version; each migration is one transaction. */
final class Schema {

    private Schema() {}

    /**
     * Migrates.
     *
     * @param where what messages call the database
     * @throws StoreOpenException when the tables are newer than this version, or a migration failed
     */
    static void migrate(DataSource source, SqlDialect dialect, String where) {
        Flyway flyway = Flyway.configure(Schema.class.getClassLoader())
                .dataSource(source)
                .locations(dialect.migrations())
                .table("schema_history")
                .failOnMissingLocations(true)
                .load();
        try {
            refuseNewer(flyway, where);
            flyway.migrate();
        } catch (FlywayException e) {
            throw new StoreOpenException(
                    Problem.MIGRATION_FAILED,
                    "Database \"" + where + "\" could not be brought to this version's tables (" + firstLine(e)
                            + "); keep a copy of it and start the version that wrote it last.",
                    e);
        }
    }

    private static void refuseNewer(Flyway flyway, String where) {
        for (MigrationInfo migration : flyway.info().applied()) {
            if (migration.getState().isApplied() && !migration.getState().isResolved()) {
                throw new StoreOpenException(
                        Problem.TOO_NEW,
                        "Database \"" + where + "\" has schema version \"" + migration.getVersion()
                                + "\", which this version of JobFlow does not know; start the newer version of JobFlow"
                                + " that wrote it, or restore a copy from before the upgrade.",
                        null);
            }
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }
}

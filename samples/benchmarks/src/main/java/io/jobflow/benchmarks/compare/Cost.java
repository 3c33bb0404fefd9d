package io.jobflow.benchmarks.compare;

import io.jobflow.benchmarks.compare.Machine.Running;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/**
 * What fires have cost.
 *
 * @param scheduler CPU of the scheduler's process
 * @param database what PostgreSQL has used; zeros on SQLite
 */
record Cost(Duration scheduler, Database.Usage database, boolean onSqlite) {

    /** The counters before. */
    static final class Start {

        private final Machine machine;
        private final Running running;
        private final Duration scheduler;
        private final Database.Usage database;

        Start(Machine machine, Running running) throws SQLException, IOException {
            this.machine = machine;
            this.running = running;
            this.scheduler = running.process().cpu();
            this.database = machine.usage(running);
        }

        /** The difference since, stopping the scheduler so that its sessions hand in their counts. */
        Cost end() throws SQLException, IOException {
            Duration used = running.process().cpu().minus(scheduler);
            running.process().ask(Duration.ofSeconds(60), "stop");
            return new Cost(
                    used,
                    machine.usage(running).minus(database),
                    running.product().onSqlite());
        }
    }

    String commits(int fires) {
        return perFire(fires, database.commits(), "%.3f");
    }

    String walBytes(int fires) {
        return perFire(fires, database.walBytes(), "%.0f");
    }

    String statements(int fires) {
        return perFire(fires, database.statements(), "%.1f");
    }

    String databaseMicros(int fires) {
        return perFire(fires, database.cpu().toNanos() / 1e3, "%.0f");
    }

    String schedulerMicros(int fires) {
        return fires == 0 ? "–" : String.format(Locale.ROOT, "%.0f", scheduler.toNanos() / 1e3 / fires);
    }

    private String perFire(int fires, double amount, String format) {
        return onSqlite || fires == 0 ? "–" : String.format(Locale.ROOT, format, amount / fires);
    }
}

package io.jobflow.bridge.outgoing;

import io.jobflow.bridge.JobAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One statement that a run sends to a database. Safe for use by any thread. */
public final class StatementSpan {

    /** For {@link #end}: no batch. */
    public static final int NO_BATCH = -1;

    private final Span span;
    private final Database database;

    StatementSpan(Span span, Database database) {
        this.span = span;
        this.database = database;
    }

    /**
     * The database has answered. Calls after the first do nothing.
     *
     * @param batchSize how many statements went out together, from 2 on worth a word; {@link #NO_BATCH} for one
     * @param thrown what the driver threw; null if nothing
     */
    public void end(int batchSize, @Nullable Throwable thrown) {
        if (span.isRecording()) {
            if (batchSize > 1) {
                span.setAttribute(OutgoingAttributes.DB_BATCH_SIZE, (long) batchSize);
            }
            if (thrown != null) {
                fails(thrown);
            }
        }
        span.end();
    }

    /** The message is left out: databases write values into theirs. */
    private void fails(Throwable thrown) {
        span.setAttribute(JobAttributes.ERROR_TYPE, thrown.getClass().getName());
        span.setStatus(StatusCode.ERROR);
        String status = thrown instanceof SQLException ? database.statusOf((SQLException) thrown) : null;
        if (status != null) {
            span.setAttribute(OutgoingAttributes.DB_STATUS, status);
        }
    }
}

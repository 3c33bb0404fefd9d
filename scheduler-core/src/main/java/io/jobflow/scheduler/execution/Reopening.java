package io.jobflow.scheduler.execution;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The recorded act by which a person sent a final execution again: the only way out of a final status. It begins another
 * life of the execution, with a full budget of attempts and a fire span of its own in the same trace.
 *
 * @param fireSpanId span id of the new life's fire span; no two acts have the same
 * @param continued which attempt each reopened shard goes on from, in shard order; never empty
 * @param paramsBefore the request body that was replaced; null when it stays
 * @param paramsAfter what it was replaced by; null exactly when {@code paramsBefore} is
 */
public record Reopening(
        Instant at,
        Kind kind,
        String fireSpanId,
        List<Continued> continued,
        @Nullable String paramsBefore,
        @Nullable String paramsAfter) {

    /** What was asked for. */
    public enum Kind {
        /** The execution itself was sent again. */
        RETRY,
        /** A dead letter was. */
        REDRIVE;

        /** The word as tables and answers have it: lower case. */
        public String value() {
            return Words.of(this);
        }

        /** The kind that a word names. */
        public static Kind of(String word) {
            return Words.parse(Kind.class, word);
        }
    }

    /**
     * One shard that is tried again.
     *
     * @param attempt number of its newest attempt before; 0 when it had none
     */
    public record Continued(int shard, int attempt) {}

    public Reopening {
        continued = List.copyOf(continued);
    }

    /**
     * The act that brings an execution to another life.
     *
     * @param params the request body from now on; null, or the same as before, when it stays
     */
    public static Reopening of(Execution execution, Ask ask, Instant at, String fireSpanId) {
        List<Continued> continued = new ArrayList<>();
        for (ShardRun shard : execution.shards()) {
            if (ask.names(shard)) {
                continued.add(new Continued(shard.index(), shard.attempts().size()));
            }
        }
        boolean edited = ask.params() != null && !Objects.equals(ask.params(), execution.params());
        return new Reopening(
                at,
                ask.kind(),
                fireSpanId,
                continued,
                edited ? execution.params() : null,
                edited ? ask.params() : null);
    }

    /**
     * What a person asks for.
     *
     * @param everyShard whether those that ended well are tried again too
     * @param params the request body for the attempts to come; null when it stays
     */
    public record Ask(
            Kind kind, boolean everyShard, @Nullable String params) {

        /** The failed shards, as they are. */
        public static final Ask RETRY = new Ask(Kind.RETRY, false, null);

        boolean names(ShardRun shard) {
            return everyShard || shard.status().isFailed();
        }
    }
}

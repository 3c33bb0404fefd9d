package io.jobflow.scheduler.execution;

import java.time.Instant;

/** What makes a fire unique within its job; the database refuses a second row with the same key. */
public final class FireKey {

    private FireKey() {}

    /** The key of a scheduled or misfired fire. */
    public static String scheduled(Instant fireTime) {
        return "s:" + fireTime.toEpochMilli();
    }

    /** The key of a fire that a backfill makes. */
    public static String backfilled(long backfill, Instant fireTime) {
        return backfillPrefix(backfill) + fireTime.toEpochMilli();
    }

    /** What the keys of a backfill's fires begin with, and no others. */
    public static String backfillPrefix(long backfill) {
        return "b:" + backfill + ":";
    }

    /** The key of a manual or API trigger; without an idempotency key the execution's own id stands in. */
    public static String triggered(String idempotencyKey) {
        return "m:" + idempotencyKey;
    }
}

package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.execution.ExecutionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows as they are stored: no word is understood and no instant read, so that nothing wrong stops the doctor. */
final class StoredRows {

    private StoredRows() {}

    /** A row of {@code job}. */
    record StoredJob(
            long id,
            @Nullable String name,
            String definition,
            long createdAt,
            @Nullable Long nextFire,
            @Nullable Long deletedAt) {

        String subject() {
            return name == null ? "job " + id : "job \"" + name + "\"";
        }
    }

    /**
     * A row of {@code execution} with what belongs to it.
     *
     * @param jobExists whether its job's row is there
     * @param listedUnfinished whether it stands in the list that a start takes over
     * @param listedWaiting whether it stands in its job's queue
     * @param shards in index order
     * @param letters in order of attempts
     */
    record StoredExecution(
            long id,
            String jobName,
            boolean jobExists,
            @Nullable Long jobDeletedAt,
            long fireTime,
            String status,
            @Nullable Long finishedAt,
            @Nullable String reasonCode,
            boolean listedUnfinished,
            boolean listedWaiting,
            List<StoredShard> shards,
            List<StoredLetter> letters) {

        String subject() {
            return "execution \"" + (id > 0 ? new ExecutionId(id).toString() : Long.toString(id)) + "\" of job \""
                    + jobName + "\"";
        }

        int attempts() {
            return shards.stream().mapToInt(shard -> shard.attempts().size()).sum();
        }
    }

    /** A row of {@code shard_run} with its attempts in number order. */
    record StoredShard(
            int index, int total, String status, @Nullable Long retryAt, List<StoredAttempt> attempts) {

        boolean hasRunningAttempt() {
            return attempts.stream().anyMatch(StoredAttempt::isRunning);
        }
    }

    /** A row of {@code attempt}. */
    record StoredAttempt(
            int number,
            long token,
            String status,
            long deadline,
            @Nullable Long finishedAt) {

        boolean isRunning() {
            return status.equals("running");
        }
    }

    /** A row of {@code dead_letter}. */
    record StoredLetter(long id, int attempts, @Nullable Long redrivenAt) {}
}

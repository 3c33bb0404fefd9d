package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredAttempt;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredExecution;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredShard;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** What holds of one execution as a whole: its status against its shards, its end, its dead letters. */
final class ExecutionChecks {

    /** How long something may be overdue before it is worth a word: a scheduler may be starting, or busy. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Set<ExecutionStatus> FAILURES =
            EnumSet.of(ExecutionStatus.FAILURE, ExecutionStatus.TIMEOUT, ExecutionStatus.LOST, ExecutionStatus.PARTIAL);

    /** Written out here, because the doctor trusts nothing that the writer uses. */
    private static final String WAITING_FOR_TURN = "waiting.turn";

    private final Findings findings;
    private final Instant now;

    ExecutionChecks(Findings findings, Instant now) {
        this.findings = findings;
        this.now = now;
    }

    void check(StoredExecution execution) {
        if (!execution.jobExists()) {
            add(Check.ROW_HAS_PARENT, execution, "belongs to a job whose row is gone");
        }
        if (!Words.isExecutionStatus(execution.status())) {
            add(Check.STATUS_KNOWN, execution, "has status \"" + execution.status() + "\", which is no status");
            return;
        }
        ExecutionStatus status = ExecutionStatus.of(execution.status());
        checkShards(execution, status);
        checkEnd(execution, status);
        checkLists(execution, status);
        checkLetters(execution, status);
        if (!status.isFinal()) {
            checkDeletedJob(execution);
            checkOverdue(execution, status);
        }
    }

    private void checkShards(StoredExecution execution, ExecutionStatus status) {
        for (StoredShard shard : execution.shards()) {
            if (!Words.isShardStatus(shard.status())) {
                return;
            }
        }
        boolean everyShardFinal = execution.shards().stream()
                .allMatch(shard -> ShardStatus.of(shard.status()).isFinal());
        if (!status.isFinal() && everyShardFinal) {
            String which = execution.shards().isEmpty() ? "has no shards" : "has only final shards";
            add(
                    Check.EVERY_SHARD_FINAL,
                    execution,
                    "is " + status.value() + " and " + which + ": nothing would end it");
            return;
        }
        if (status.isFinal() && execution.shards().stream().anyMatch(StoredShard::hasRunningAttempt)) {
            add(Check.FINAL_WITHOUT_RUNNING, execution, "is " + status.value() + " but has a running attempt");
            return;
        }
        Set<ExecutionStatus> possible = StatusFromShards.of(execution.shards());
        if (!possible.contains(status)) {
            Set<String> words = new TreeSet<>();
            possible.forEach(one -> words.add(one.value()));
            add(
                    Check.STATUS_FOLLOWS_SHARDS,
                    execution,
                    "is " + status.value() + "; its shards make it " + String.join(" or ", words));
        }
    }

    private void checkEnd(StoredExecution execution, ExecutionStatus status) {
        if (status.isFinal() != (execution.finishedAt() != null)) {
            add(
                    Check.END_WRITTEN,
                    execution,
                    "is " + status.value() + " and has " + (execution.finishedAt() == null ? "no" : "a")
                            + " time of its end");
        }
    }

    private void checkLists(StoredExecution execution, ExecutionStatus status) {
        if (status.isFinal() == execution.listedUnfinished()) {
            String what = status.isFinal()
                    ? "and listed as unfinished: each start would take it over"
                    : "and not listed as unfinished: no start would take it over";
            add(Check.LISTED_UNFINISHED, execution, "is " + status.value() + " " + what);
        }
        boolean waits = status == ExecutionStatus.PENDING && WAITING_FOR_TURN.equals(execution.reasonCode());
        if (waits != execution.listedWaiting()) {
            String what = waits
                    ? "waits its turn and is not in the queue of its job: its turn would never come"
                    : "is in the queue of its job and does not wait its turn";
            add(Check.LISTED_WAITING, execution, what);
        }
    }

    private void checkLetters(StoredExecution execution, ExecutionStatus status) {
        boolean failed = FAILURES.contains(status);
        boolean waits = execution.letters().stream().anyMatch(letter -> letter.redrivenAt() == null);
        boolean hasOwn = execution.letters().stream().anyMatch(letter -> letter.attempts() == execution.attempts());
        if (failed && !hasOwn) {
            add(Check.DEAD_LETTER_MISSING, execution, "is " + status.value() + " for good and left no dead letter");
        } else if (!failed && waits) {
            add(Check.DEAD_LETTER_STRAY, execution, "is " + status.value() + " but a dead letter of it waits");
        }
    }

    private void checkDeletedJob(StoredExecution execution) {
        boolean runs = execution.shards().stream().anyMatch(StoredShard::hasRunningAttempt);
        if (execution.jobDeletedAt() != null && !runs && execution.reasonCode() == null) {
            add(
                    Check.DELETED_JOB_LEFT_ALONE,
                    execution,
                    "is " + execution.status() + " although its job was deleted, and no reason says why");
        }
    }

    private void checkOverdue(StoredExecution execution, ExecutionStatus status) {
        if (status == ExecutionStatus.PLANNED && isOverdue(execution.fireTime())) {
            overdue(execution, "was planned for " + instant(execution.fireTime()) + " and has not begun");
        }
        for (StoredShard shard : execution.shards()) {
            Long retryAt = shard.retryAt();
            if (retryAt != null && shard.status().equals("pending") && isOverdue(retryAt)) {
                overdue(execution, "has shard " + shard.index() + " due for another attempt since " + instant(retryAt));
            }
            for (StoredAttempt attempt : shard.attempts()) {
                if (attempt.isRunning() && isOverdue(attempt.deadline())) {
                    overdue(
                            execution,
                            "has attempt " + attempt.number() + " of shard " + shard.index()
                                    + " running past its deadline " + instant(attempt.deadline()));
                }
            }
        }
    }

    private void overdue(StoredExecution execution, String what) {
        add(Check.OVERDUE, execution, what + "; if no scheduler runs, start one");
    }

    private boolean isOverdue(long at) {
        return at < now.minus(PATIENCE).toEpochMilli();
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private void add(Check check, StoredExecution execution, String sentence) {
        findings.add(check, execution.subject(), sentence);
    }
}

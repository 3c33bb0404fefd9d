package io.jobflow.scheduler.store.doctor;

import io.jobflow.scheduler.store.doctor.StoredRows.StoredAttempt;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredExecution;
import io.jobflow.scheduler.store.doctor.StoredRows.StoredShard;
import java.util.List;

/** What holds of the shards and attempts of one execution, whatever its own status. */
final class ShardChecks {

    private final Findings findings;

    ShardChecks(Findings findings) {
        this.findings = findings;
    }

    void check(StoredExecution execution) {
        List<StoredShard> shards = execution.shards();
        for (int i = 0; i < shards.size(); i++) {
            StoredShard shard = shards.get(i);
            if (shard.index() != i || shard.total() != shards.size()) {
                findings.add(
                        Check.SHARDS_COMPLETE,
                        execution.subject(),
                        "has " + shards.size() + " shards, and one of them says it is " + shard.index() + " of "
                                + shard.total() + "; shards are 0 to total - 1, all of them");
                break;
            }
        }
        shards.forEach(shard -> check(execution.subject() + ", shard " + shard.index(), shard));
    }

    private void check(String subject, StoredShard shard) {
        if (!Words.isShardStatus(shard.status())) {
            unknown(subject, "status", shard.status());
        }
        checkRunning(subject, shard);
        for (int i = 0; i < shard.attempts().size(); i++) {
            StoredAttempt attempt = shard.attempts().get(i);
            if (attempt.number() != i + 1) {
                findings.add(
                        Check.ATTEMPTS_CONTIGUOUS,
                        subject,
                        "has attempt " + attempt.number() + " where attempt " + (i + 1) + " should be");
                break;
            }
        }
        for (int i = 0; i < shard.attempts().size(); i++) {
            checkEnd(subject, shard.attempts().get(i));
            checkToken(subject, shard.attempts(), i);
        }
    }

    private void checkRunning(String subject, StoredShard shard) {
        List<StoredAttempt> attempts = shard.attempts();
        long running = attempts.stream().filter(StoredAttempt::isRunning).count();
        boolean lastRuns =
                !attempts.isEmpty() && attempts.get(attempts.size() - 1).isRunning();
        if (running > 1 || (running == 1 && !lastRuns)) {
            findings.add(
                    Check.ATTEMPT_RUNNING_ALONE,
                    subject,
                    "has " + running + " running attempts, " + (lastRuns ? "the last among them" : "not the last one")
                            + "; only the last may run");
        } else if (shard.status().equals("running") != (running == 1)) {
            findings.add(
                    Check.ATTEMPT_RUNNING_ALONE,
                    subject,
                    "is " + shard.status() + " but has " + (running == 1 ? "a" : "no") + " running attempt");
        }
    }

    private void checkEnd(String subject, StoredAttempt attempt) {
        if (!Words.isAttemptStatus(attempt.status())) {
            unknown(subject, "attempt " + attempt.number() + " with status", attempt.status());
        }
        if (attempt.isRunning() == (attempt.finishedAt() != null)) {
            findings.add(
                    Check.ATTEMPT_END_WRITTEN,
                    subject,
                    "has attempt " + attempt.number() + ", which is " + attempt.status() + " and has "
                            + (attempt.finishedAt() == null ? "no" : "a") + " time of its end");
        }
    }

    private void checkToken(String subject, List<StoredAttempt> attempts, int i) {
        if (i > 0 && attempts.get(i).token() <= attempts.get(i - 1).token()) {
            findings.add(
                    Check.TOKENS_GROW,
                    subject,
                    "has attempt " + attempts.get(i).number() + " with token "
                            + attempts.get(i).token() + " after token "
                            + attempts.get(i - 1).token() + "; tokens only grow");
        }
    }

    private void unknown(String subject, String what, String word) {
        findings.add(Check.STATUS_KNOWN, subject, "has " + what + " \"" + word + "\", which is no status");
    }
}

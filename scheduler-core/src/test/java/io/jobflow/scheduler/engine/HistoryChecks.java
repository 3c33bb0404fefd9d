package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.BackfillStatus;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.ExecutionFilter;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.PageRequest;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of a history at every step, judged from outside: by what the store holds, what was sent and what was
 * replied. Only one question is put to the engine, by {@link MemoryChecks}: whether it knows what the store holds.
 */
final class HistoryChecks {

    private static final Set<ExecutionStatus> FAILURES =
            EnumSet.of(ExecutionStatus.FAILURE, ExecutionStatus.TIMEOUT, ExecutionStatus.LOST, ExecutionStatus.PARTIAL);

    private final SchedulerHarness scheduler;
    private final MemoryChecks memory;
    private final ExpectedFires fires = new ExpectedFires();
    private final Map<ExecutionId, Execution> known = new TreeMap<>();
    private final Map<String, ExecutionId> byFireKey = new TreeMap<>();
    private final Map<String, Long> tokens = new TreeMap<>();
    private final Map<JobId, Integer> places = new TreeMap<>();
    private final Set<ExecutionId> withdrawalsAsked = new TreeSet<>();
    private final Set<ExecutionId> withdrawn = new TreeSet<>();
    private final Map<Long, JobId> backfills = new TreeMap<>();
    private int attemptsRunning;
    private int writesSeen;
    private int sendsSeen;

    HistoryChecks(SchedulerHarness scheduler) {
        this.scheduler = scheduler;
        this.memory = new MemoryChecks(scheduler);
    }

    void afterStep() {
        Set<ExecutionId> reopened = new LinkedHashSet<>();
        Set<ExecutionId> touched = touched(reopened);
        checkWithdrawals();
        for (ExecutionId id : touched) {
            scheduler.store.findExecution(id).ifPresent(stored -> look(stored, reopened.contains(id)));
        }
        checkSends();
        memory.check(unfinished());
        checkLimits();
        checkBackfills();
        checkJobs();
    }

    /** Looks at what a lost process has left, before another takes it over. */
    void afterLoss() {
        checkBackfills();
        checkJobs();
    }

    void replied(Command command, @Nullable Reply reply) {
        assertThat(reply).as("reply to %s", command).isNotNull();
        if (reply instanceof Reply.Executed executed) {
            assertThat(scheduler.store.findExecution(executed.execution().id()))
                    .as("acknowledged execution")
                    .isPresent();
        }
    }

    void atTheEnd() {
        List<Execution> all = all();
        assertThat(all).extracting(Execution::status).allMatch(ExecutionStatus::isFinal);
        assertThat(all).hasSameSizeAs(known.values());
        EngineState state = scheduler.engine().state();
        assertThat(scheduler.engine().load()).isEqualTo(EngineLoad.NONE);
        backfills
                .keySet()
                .forEach(id -> assertThat(scheduler.store.findBackfill(id).map(Backfill::status))
                        .as("status of backfill %d", id)
                        .isNotEqualTo(Optional.of(BackfillStatus.RUNNING)));
        assertThat(state.timers.next()).as("timers left").isEmpty();
        assertThat(state.jobs.values()).allSatisfy(job -> {
            assertThat(job.admitted).as("places taken").isZero();
            assertThat(job.countWaiting()).as("executions waiting").isZero();
        });
        checkDeadLetters(all);
        fires.check(all);
    }

    private Set<ExecutionId> touched(Set<ExecutionId> reopened) {
        Set<ExecutionId> touched = new LinkedHashSet<>();
        List<StoreWrite> writes = scheduler.writes;
        for (; writesSeen < writes.size(); writesSeen++) {
            StoreWrite write = writes.get(writesSeen);
            if (write instanceof StoreWrite.RecordFires fired) {
                fired.executions().forEach(execution -> {
                    touched.add(execution.id());
                    withdrawn.remove(execution.id()); // After a restart an id that was withdrawn may be used again.
                });
            } else if (write instanceof StoreWrite.AdvanceBackfill advance) {
                advance.executions().forEach(execution -> {
                    touched.add(execution.id());
                    withdrawn.remove(execution.id());
                });
                backfills.put(advance.backfill().id(), advance.backfill().jobId());
            } else if (write instanceof StoreWrite.RecordTrigger trigger) {
                touched.add(trigger.execution().id());
                withdrawn.remove(trigger.execution().id());
            } else if (write instanceof StoreWrite.StartAttempt start) {
                touched.add(start.execution().id());
            } else if (write instanceof StoreWrite.RenewAttempt renewal) {
                touched.add(renewal.execution().id());
            } else if (write instanceof StoreWrite.WithdrawFires withdrawal) {
                withdrawalsAsked.addAll(withdrawal.executions());
            } else if (write instanceof StoreWrite.SettleAttempt settle) {
                touched.add(settle.execution().id());
            } else if (write instanceof StoreWrite.UpdateExecution update) {
                touched.add(update.execution().id());
                if (update.redrivenAt() != null) {
                    reopened.add(update.execution().id());
                }
            } else if (write instanceof StoreWrite.SaveJob save) {
                int limit = save.job().definition().concurrency().limit();
                places.merge(save.job().id(), limit, Math::max); // It may have held for a part of the round only.
            }
        }
        return touched;
    }

    /** What was withdrawn is gone without a trace; that it was not sent before or after {@link #checkSends} sees. */
    private void checkWithdrawals() {
        for (ExecutionId id : withdrawalsAsked) {
            if (scheduler.store.findExecution(id).isEmpty()) { // Otherwise the commit was lost.
                withdrawn.add(id);
                Execution before = known.remove(id);
                if (before != null) {
                    assertThat(before.status()).as("status of withdrawn %s", id).isEqualTo(ExecutionStatus.PLANNED);
                    byFireKey.remove(before.jobId() + " " + before.fireKey(), id);
                }
            }
        }
        withdrawalsAsked.clear();
    }

    private void look(Execution now, boolean reopened) {
        Execution before = known.put(now.id(), now);
        ExecutionId holder = byFireKey.put(now.jobId() + " " + now.fireKey(), now.id());
        assertThat(holder == null || holder.equals(now.id()))
                .as("one execution for fire key %s", now.fireKey())
                .isTrue();
        if (before != null && before.status().isFinal() && !reopened) {
            assertThat(now).as("a final execution stays as it is").isEqualTo(before);
        }
        for (ShardRun shard : now.shards()) {
            checkAttempts(
                    now,
                    shard,
                    before == null ? List.of() : before.shard(shard.index()).attempts());
        }
        checkStatus(now);
    }

    private static void checkAttempts(Execution execution, ShardRun shard, List<Attempt> before) {
        List<Attempt> attempts = shard.attempts();
        assertThat(attempts).hasSizeGreaterThanOrEqualTo(before.size());
        long token = 0;
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            assertThat(attempt.number()).as("attempts of %s", execution.id()).isEqualTo(i + 1);
            assertThat(attempt.token().value()).as("token").isGreaterThan(token);
            token = attempt.token().value();
            boolean last = i == attempts.size() - 1;
            assertThat(attempt.isRunning())
                    .as("attempt %s of %s", attempt, shard)
                    .isEqualTo(last && shard.status() == ShardStatus.RUNNING);
            if (i < before.size() && !before.get(i).isRunning()) {
                assertThat(attempt).as("an ended attempt is never overwritten").isEqualTo(before.get(i));
            }
        }
    }

    private static void checkStatus(Execution execution) {
        ExecutionStatus status = execution.status();
        Set<ShardStatus> shards = EnumSet.noneOf(ShardStatus.class);
        execution.shards().forEach(shard -> shards.add(shard.status()));
        assertThat(execution.finishedAt() != null).as("finished %s", execution).isEqualTo(status.isFinal());
        assertThat(execution.reason() != null || !needsReason(status))
                .as("reason of %s", execution)
                .isTrue();
        if (status == ExecutionStatus.PLANNED) {
            assertThat(shards).as("shards of %s", execution).containsExactly(ShardStatus.RUNNING);
        } else if (!shards.isEmpty()) {
            assertThat(status).as("status of %s", execution).isEqualTo(expected(shards, status));
        }
        assertThat(execution.shards())
                .allSatisfy(shard -> assertThat(shard.retryAt() != null)
                        .as("retry time of %s", shard)
                        .isEqualTo(shard.status() == ShardStatus.PENDING
                                && shard.attempts().size() >= shard.budgetFrom()));
    }

    private static boolean needsReason(ExecutionStatus status) {
        return status != ExecutionStatus.RUNNING
                && status != ExecutionStatus.SUCCESS
                && status != ExecutionStatus.SKIPPED;
    }

    private static ExecutionStatus expected(Set<ShardStatus> shards, ExecutionStatus status) {
        if (shards.contains(ShardStatus.RUNNING)) {
            return ExecutionStatus.RUNNING;
        } else if (shards.contains(ShardStatus.PENDING)) {
            return ExecutionStatus.PENDING;
        } else if (shards.contains(ShardStatus.CANCELLED)) {
            return ExecutionStatus.CANCELLED;
        }
        boolean success = shards.contains(ShardStatus.SUCCESS);
        shards.remove(ShardStatus.SUCCESS);
        shards.remove(ShardStatus.SKIPPED);
        if (shards.isEmpty()) {
            return success ? ExecutionStatus.SUCCESS : ExecutionStatus.SKIPPED;
        }
        if (success) {
            return ExecutionStatus.PARTIAL;
        }
        assertThat(shards).extracting(Enum::name).contains(status.name());
        return status;
    }

    /** Tokens of one lock key grow in the order of sending; that an attempt is durable first the harness checks. */
    private void checkSends() {
        for (; sendsSeen < scheduler.sent.size(); sendsSeen++) {
            DispatchRequest request = scheduler.sent.get(sendsSeen);
            assertThat(withdrawn)
                    .as("withdrawn and sent")
                    .doesNotContain(request.execution().id());
            if (request.attempt().startedAt().isBefore(request.execution().fireTime())) {
                continue; // Held back by a clock that was set back; others may have gone past it.
            }
            String lock = request.execution().jobId() + "/" + request.shard().index();
            Long before = tokens.put(lock, request.attempt().token().value());
            assertThat(request.attempt().token().value())
                    .as("token of %s", lock)
                    .isGreaterThan(before == null ? 0 : before);
        }
    }

    /** A limit that was lowered, or taken over so, may be exceeded, but only by what had a place or a slot already. */
    private void checkLimits() {
        EngineState state = scheduler.engine().state();
        Map<JobId, Integer> begun = new TreeMap<>();
        int attempts = 0;
        for (Execution execution : unfinished()) {
            LiveExecution live = state.live.get(execution.id());
            if (hasBegun(execution) && (live == null || !live.outsideLimit)) {
                begun.merge(execution.jobId(), 1, Integer::sum);
            }
            for (ShardRun shard : execution.shards()) {
                boolean waits = live != null && live.isUnsent(shard.index());
                attempts += shard.status() == ShardStatus.RUNNING && !waits ? 1 : 0;
            }
        }
        Map<JobId, Integer> before = Map.copyOf(places);
        places.clear();
        for (JobState job : state.jobs.values()) {
            int limit = job.job.definition().concurrency().limit();
            int most = Math.max(limit, Math.min(before.getOrDefault(job.job.id(), 0), job.admitted));
            places.put(job.job.id(), most);
            assertThat(job.admitted).as("places of job %s", job.job.name()).isLessThanOrEqualTo(most);
            assertThat(!job.hasWaiting() || !job.hasPlace())
                    .as("nothing of job %s waits while there is a place", job.job.name())
                    .isTrue();
            assertThat(begun.getOrDefault(job.job.id(), 0))
                    .as("executions of job %s under way", job.job.name())
                    .isLessThanOrEqualTo(job.admitted);
        }
        // After a loss also those count that were written ahead and may have left.
        attemptsRunning = Math.max(attemptsRunning, scheduler.takeCountTakenOver());
        assertThat(attempts)
                .as("attempts under way")
                .isLessThanOrEqualTo(Math.max(attemptsRunning, EngineHistory.TIGHT.maxInFlight()))
                .isEqualTo(scheduler.engine().load().attemptsInFlight());
        attemptsRunning = attempts;
    }

    /** How far a backfill has come and what it has made are never apart, and it makes no more at once than it may. */
    private void checkBackfills() {
        for (long id : backfills.keySet()) {
            Backfill backfill = scheduler.store.findBackfill(id).orElse(null);
            if (backfill != null) {
                Map<ExecutionStatus, Integer> counts = scheduler.store.countExecutions(backfill);
                assertThat(counts.values().stream().mapToInt(Integer::intValue).sum())
                        .as("executions of %s", backfill)
                        .isEqualTo(backfill.made());
                assertThat(backfill.finishedAt() == null)
                        .as("%s is running", backfill)
                        .isEqualTo(backfill.status() == BackfillStatus.RUNNING);
            }
        }
        Map<BackfillState, Integer> unfinished = new IdentityHashMap<>();
        scheduler.engine().state().live.values().forEach(execution -> {
            if (execution.backfill != null) {
                unfinished.merge(execution.backfill, 1, Integer::sum);
            }
        });
        unfinished.forEach((backfill, count) -> assertThat(count)
                .as("unfinished executions of %s", backfill.value)
                .isEqualTo(backfill.unfinished)
                .isLessThanOrEqualTo(backfill.value.maxConcurrent()));
    }

    private static boolean hasBegun(Execution execution) {
        return execution.shards().stream()
                .anyMatch(shard -> !shard.status().isFinal() && shard.attempts().size() >= shard.budgetFrom());
    }

    private List<Execution> unfinished() {
        return known.values().stream()
                .filter(execution -> !execution.status().isFinal())
                .toList();
    }

    private void checkJobs() {
        List<Job> living = scheduler.store.listJobs(new PageRequest(0, 100)).items();
        fires.stepped(living, scheduler.time.now());
    }

    private void checkDeadLetters(List<Execution> all) {
        List<ExecutionId> waiting = pages(scheduler.store::listDeadLetters).stream()
                .map(DeadLetter::executionId)
                .toList();
        assertThat(waiting)
                .as("one dead letter for each final failure")
                .containsExactlyInAnyOrderElementsOf(all.stream()
                        .filter(execution -> FAILURES.contains(execution.status()))
                        .map(Execution::id)
                        .toList());
    }

    private List<Execution> all() {
        ExecutionFilter everything = new ExecutionFilter(null, Set.of(), null, null);
        return pages(page -> scheduler.store.listExecutions(everything, page));
    }

    private static <T> List<T> pages(Function<PageRequest, Page<T>> listing) {
        List<T> all = new ArrayList<>();
        Page<T> page = listing.apply(new PageRequest(0, PageRequest.MAX_SIZE));
        while (!page.items().isEmpty()) {
            all.addAll(page.items());
            page = listing.apply(new PageRequest(page.request().page() + 1, PageRequest.MAX_SIZE));
        }
        return all;
    }
}

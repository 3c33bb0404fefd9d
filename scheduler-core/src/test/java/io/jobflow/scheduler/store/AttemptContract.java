package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.failed;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.retrying;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.settleForGood;
import static io.jobflow.scheduler.store.StoreSamples.start;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import org.junit.jupiter.api.Test;

/** Attempts, how they end, and the dead letters they leave. */
interface AttemptContract extends StoreUnderTest {

    private Execution recorded(ShardPlan plan) {
        Job report = job(1, "report");
        Execution due = execution(report, 1, plan);
        write(new SaveJob(report), fire(due));
        return due;
    }

    @Test
    default void startsAnAttempt() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);

        write(start(running, 0));

        assertThat(store().findExecution(running.id())).contains(running);
    }

    @Test
    default void keepsEachAttemptOfARetriedShard() {
        Execution first = started(recorded(ShardPlan.SINGLE), 0);
        Execution waiting = retrying(first, 0);
        Execution second = started(waiting, 0);
        Execution done = succeeded(second, 0);

        write(start(first, 0));
        write(settle(waiting, 0));
        write(start(second, 0));
        write(settle(done, 0));

        assertThat(store().findExecution(done.id())).contains(done);
        assertThat(done.shard(0).attempts()).hasSize(2);
    }

    @Test
    default void shardsOfOneBatchDoNotDisturbEachOther() {
        Execution one = started(recorded(new ShardPlan.Count(3)), 0);
        Execution two = started(one, 1);
        Execution three = started(two, 2);
        Execution oneDone = succeeded(three, 0);
        Execution twoWaiting = retrying(oneDone, 1);

        write(start(one, 0), start(two, 1), start(three, 2), settle(oneDone, 0), settle(twoWaiting, 1));

        assertThat(store().findExecution(one.id())).contains(twoWaiting);
    }

    @Test
    default void refusesOutcomeWithAnotherToken() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        write(start(running, 0));
        Execution stale = withToken(succeeded(running, 0), 99);

        assertThatThrownBy(() -> write(settle(stale, 0)))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("attempt 1");

        assertThat(store().findExecution(running.id())).contains(running);
    }

    @Test
    default void refusesSecondOutcomeOfAnAttempt() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        Execution done = succeeded(running, 0);
        write(start(running, 0), settle(done, 0));

        assertThatThrownBy(() -> write(settleForGood(failed(running, 0), 0))).isInstanceOf(RefusedWriteException.class);

        assertThat(store().findExecution(running.id())).contains(done);
        assertThat(StoreState.of(store()).waiting()).isEmpty();
    }

    @Test
    default void refusesSecondAttemptWithTheSameNumber() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        write(start(running, 0));

        assertThatThrownBy(() -> write(start(withToken(running, 99), 0)))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("token");

        assertThat(store().findExecution(running.id())).contains(running);
    }

    @Test
    default void refusesAttemptOfUnknownExecution() {
        Execution ghost = started(execution(job(1, "report"), 1), 0);

        assertThatThrownBy(() -> write(start(ghost, 0))).isInstanceOf(RefusedWriteException.class);
    }

    @Test
    default void finalFailureLeavesADeadLetter() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        Execution failed = failed(running, 0);

        write(start(running, 0), settleForGood(failed, 0));

        DeadLetter letter = StoreState.of(store()).waiting().get(0);
        Attempt last = failed.shard(0).attempts().get(0);
        assertThat(letter)
                .isEqualTo(DeadLetter.waiting(
                        letter.id(),
                        failed,
                        StoreSamples.FAILED,
                        last.startedAt().plusSeconds(5)));
        assertThat(letter.id()).isPositive();
        assertThat(store().findDeadLetter(letter.id())).contains(letter);
        assertThat(store().findDeadLetter(letter.id() + 1)).isEmpty();
    }

    @Test
    default void redriveReopensTheExecutionAndMarksItsLetter() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        Execution failed = failed(running, 0);
        write(start(running, 0), settleForGood(failed, 0));
        long letter = StoreState.of(store()).waiting().get(0).id();
        Execution reopened = failed.reopened(new Reason("redrive", "A person sent it again."));

        write(new UpdateExecution(reopened, at(99)));

        assertThat(store().findExecution(failed.id())).contains(reopened);
        assertThat(StoreState.of(store()).waiting()).isEmpty();
        assertThat(store().findDeadLetter(letter).orElseThrow().redrivenAt()).isEqualTo(at(99));
    }

    @Test
    default void eachFinalFailureOfAnExecutionLeavesItsOwnLetter() {
        Execution failed = failed(started(recorded(ShardPlan.SINGLE), 0), 0);
        Execution reopened = failed.reopened(new Reason("redrive", "A person sent it again."));
        Execution running = started(reopened, 0);
        Execution again = failed(running, 0);
        write(start(started(execution(job(1, "report"), 1), 0), 0), settleForGood(failed, 0));

        write(new UpdateExecution(reopened, at(99)), start(running, 0), settleForGood(again, 0));

        assertThat(StoreState.of(store()).waiting())
                .extracting(DeadLetter::id, DeadLetter::executionId)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2L, failed.id()));
        assertThat(store().findExecution(failed.id())).contains(again);
    }

    @Test
    default void updateWithoutRedriveLeavesLettersWaiting() {
        Execution running = started(recorded(ShardPlan.SINGLE), 0);
        Execution failed = failed(running, 0);
        write(start(running, 0), settleForGood(failed, 0));

        write(new UpdateExecution(failed, null));

        assertThat(StoreState.of(store()).waiting()).hasSize(1);
    }

    @Test
    default void listsWaitingDeadLettersNewestFirst() {
        Job report = job(1, "report");
        write(new SaveJob(report));
        for (int id = 1; id <= 3; id++) {
            Execution running = started(execution(report, id), 0);
            write(fire(running), settleForGood(failed(running, 0), 0));
        }

        Page<DeadLetter> page = store().listDeadLetters(new PageRequest(0, 2));

        assertThat(page.items())
                .extracting(letter -> letter.executionId().value())
                .containsExactly(3L, 2L);
        assertThat(page.items().get(0).id()).isGreaterThan(page.items().get(1).id());
        assertThat(page.total()).isEqualTo(3);
    }

    private static Execution withToken(Execution execution, long counter) {
        ShardRun shard = execution.shard(0);
        Attempt a = shard.attempts().get(0);
        Attempt other = new Attempt(
                a.number(),
                a.instance(),
                new FencingToken(counter),
                a.spanId(),
                a.status(),
                a.startedAt(),
                a.deadline(),
                a.finishedAt(),
                a.httpStatus(),
                a.message(),
                a.error());
        ShardRun changed = new ShardRun(
                shard.slice(),
                shard.status(),
                shard.retryAt(),
                shard.checkpoint(),
                shard.budgetFrom(),
                java.util.List.of(other));
        return execution.with(changed, at(50), null);
    }
}

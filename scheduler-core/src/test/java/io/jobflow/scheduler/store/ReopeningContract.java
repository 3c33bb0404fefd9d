package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.failed;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settleForGood;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.Reopening;
import io.jobflow.scheduler.execution.ShardStatus;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.DiscardLetter;
import io.jobflow.scheduler.store.StoreWrite.RecordReopening;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.SettleAttempt;
import io.jobflow.scheduler.store.StoreWrite.UpdateExecution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people do about executions that failed for good, and the key that call-backs rest on. */
interface ReopeningContract extends StoreUnderTest {

    Reason AGAIN = new Reason(Reason.REOPENED, "A person sent it again.");

    private Execution dead(Job job, long id) {
        Execution running = started(execution(job, id), 0);
        Execution failed = failed(running, 0);
        write(fire(running), settleForGood(failed, 0));
        return failed;
    }

    private Job reportJob() {
        Job report = job(1, "report");
        write(new SaveJob(report));
        return report;
    }

    private static Reopening act(Execution failed, int second, @Nullable String params) {
        Reopening.Ask ask = new Reopening.Ask(Reopening.Kind.REDRIVE, false, params);
        return Reopening.of(failed, ask, at(second), String.format("%016x", 900 + second));
    }

    @Test
    default void keepsTheClassOfAnError() {
        Job report = reportJob();
        Execution running = started(execution(report, 1), 0);
        Outcome outcome = new Outcome(JobResult.FAILURE, 500, "no", null, true, null, "java.net.ConnectException");
        Attempt attempt = running.shard(0).attempts().get(0).ended(outcome, at(20));
        Execution ended =
                running.with(running.shard(0).settled(attempt, ShardStatus.FAILURE, null, null), at(20), null);

        write(fire(running), new SettleAttempt(ended, 0, null));

        assertThat(store().findExecution(ended.id())).contains(ended);
    }

    @Test
    default void aReopeningIsOnRecordWithTheParametersItReplaced() {
        Execution failed = dead(reportJob(), 1);
        Reopening act = act(failed, 50, "{\"n\":2}");
        Execution reopened = failed.reopened(AGAIN, act);

        write(new RecordReopening(failed.id(), act), new UpdateExecution(reopened, act.at()));

        assertThat(store().findReopenings(failed.id())).containsExactly(act);
        assertThat(store().findExecution(failed.id())).contains(reopened);
        assertThat(reopened.params()).isEqualTo("{\"n\":2}");
        assertThat(reopened.fireSpanId()).isEqualTo(act.fireSpanId());
    }

    @Test
    default void aReopeningWithoutParametersLeavesThemAlone() {
        Execution failed = dead(reportJob(), 1);
        Reopening act = act(failed, 50, null);

        write(new RecordReopening(failed.id(), act), new UpdateExecution(failed.reopened(AGAIN, act), act.at()));

        assertThat(store().findExecution(failed.id()).orElseThrow().params()).isEqualTo(failed.params());
        assertThat(store().findReopenings(failed.id())).containsExactly(act);
    }

    @Test
    default void reopeningsComeOldestFirstAndARepeatedOneOnce() {
        Execution failed = dead(reportJob(), 1);
        Reopening first = act(failed, 50, "{\"n\":2}");
        Execution again = failed.reopened(AGAIN, first);
        Reopening second = act(again.with(again.shard(0).cancelled(), at(55), null), 60, "{\"n\":3}");

        write(new RecordReopening(failed.id(), first), new UpdateExecution(again, at(50)));
        write(new RecordReopening(failed.id(), second));
        write(new RecordReopening(failed.id(), second));

        assertThat(store().findReopenings(failed.id())).containsExactly(first, second);
    }

    @Test
    default void refusesToReopenWhatItDoesNotHave() {
        Execution ghost = failed(started(execution(job(1, "report"), 1), 0), 0);

        assertThatThrownBy(() -> write(new RecordReopening(ghost.id(), act(ghost, 50, null))))
                .isInstanceOf(RefusedWriteException.class);
    }

    @Test
    default void aDiscardedLetterWaitsNoMoreAndSaysWhy() {
        long id = letterOf(dead(reportJob(), 1)).id();

        write(new DiscardLetter(id, at(70), "done by hand"));

        DeadLetter letter = store().findDeadLetter(id).orElseThrow();
        assertThat(letter.discardedAt()).isEqualTo(at(70));
        assertThat(letter.note()).isEqualTo("done by hand");
        assertThat(letter.redrivenAt()).isNull();
        assertThat(StoreState.of(store()).waiting()).isEmpty();
    }

    @Test
    default void ofDiscardAndRedriveTheEarlierOneHolds() {
        Job report = reportJob();
        Execution one = dead(report, 1);
        Execution two = dead(report, 2);
        long idOne = letterOf(one).id();
        long idTwo = letterOf(two).id();
        Reopening actOne = act(one, 70, null);
        Reopening actTwo = act(two, 71, null);

        write(
                new DiscardLetter(idOne, at(70), null),
                new UpdateExecution(one.reopened(AGAIN, actOne), at(70)),
                new UpdateExecution(two.reopened(AGAIN, actTwo), at(71)),
                new DiscardLetter(idTwo, at(72), null));

        assertThat(store().findDeadLetter(idOne).orElseThrow().redrivenAt()).isNull();
        assertThat(store().findDeadLetter(idOne).orElseThrow().discardedAt()).isEqualTo(at(70));
        assertThat(store().findDeadLetter(idTwo).orElseThrow().redrivenAt()).isEqualTo(at(71));
        assertThat(store().findDeadLetter(idTwo).orElseThrow().discardedAt()).isNull();
    }

    @Test
    default void discardingAnUnknownLetterChangesNothing() {
        dead(reportJob(), 1);

        write(new DiscardLetter(99, at(70), null));

        assertThat(StoreState.of(store()).waiting()).hasSize(1);
    }

    @Test
    default void filtersDeadLettersByJobReasonAndTime() {
        Job report = reportJob();
        Job invoice = job(2, "invoice");
        write(new SaveJob(invoice));
        DeadLetter one = letterOf(dead(report, 1));
        DeadLetter two = letterOf(dead(invoice, 2));
        DeadLetter three = letterOf(dead(report, 30));

        assertThat(listed(new DeadLetterFilter("report", null, null, null))).containsExactly(three, one);
        assertThat(listed(new DeadLetterFilter(null, Reason.ATTEMPTS_EXHAUSTED, null, null)))
                .containsExactly(three, two, one);
        assertThat(listed(new DeadLetterFilter(null, Reason.LOST, null, null))).isEmpty();
        assertThat(listed(new DeadLetterFilter(null, null, two.createdAt(), three.createdAt())))
                .containsExactly(two);
        assertThat(listed(new DeadLetterFilter("report", null, null, two.createdAt())))
                .containsExactly(one);
    }

    private DeadLetter letterOf(Execution failed) {
        return StoreState.of(store()).waiting().stream()
                .filter(letter -> letter.executionId().equals(failed.id()))
                .findFirst()
                .orElseThrow();
    }

    private List<DeadLetter> listed(DeadLetterFilter filter) {
        Page<DeadLetter> page = store().listDeadLetters(filter, new PageRequest(0, 50));
        assertThat(page.total()).isEqualTo(page.items().size());
        return page.items();
    }

    @Test
    default void theKeyOfCallbacksIsDrawnOnceAndOutlivesTheProcess() {
        byte[] key = store().callbackKey();
        byte[] again = store().callbackKey();

        reopen();

        assertThat(key).hasSize(CallbackKeys.LENGTH).isEqualTo(again).isEqualTo(store().callbackKey());
        assertThat(key).isNotEqualTo(new byte[CallbackKeys.LENGTH]);
    }
}

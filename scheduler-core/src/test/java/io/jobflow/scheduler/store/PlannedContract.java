package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.StoreWrite.RenewAttempt;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import io.jobflow.scheduler.store.StoreWrite.WithdrawFires;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Executions that are planned ahead of their fire time. */
interface PlannedContract extends StoreUnderTest {

    private Execution planned(Job job, long id) {
        Execution started = started(execution(job, id, new ShardPlan.Count(2)), 0);
        return started(started, 1).planned(at(20), new Reason(Reason.PLANNED, "Written down ahead."));
    }

    private Execution recorded() {
        Job report = job(1, "report");
        Execution planned = planned(report, 1);
        write(new SaveJob(report), fire(planned));
        return planned;
    }

    @Test
    default void keepsAPlannedExecutionWithItsAttempts() {
        Execution planned = recorded();

        assertThat(store().findExecution(planned.id())).contains(planned);
        assertThat(reopen().unfinished()).containsExactly(planned);
    }

    @Test
    default void withdrawsAPlannedExecutionWithoutATrace() {
        Execution planned = recorded();

        write(new WithdrawFires(planned.jobId(), at(7), List.of(planned.id())));

        assertThat(store().findExecution(planned.id())).isEmpty();
        assertThat(store().findExecutionByTraceId(planned.traceId())).isEmpty();
        assertThat(store().findJob("report").orElseThrow().nextFire()).isEqualTo(at(7));
        assertThat(reopen().unfinished()).isEmpty();
    }

    @Test
    default void withdrawingIsRepeatable() {
        Execution planned = recorded();
        WithdrawFires withdrawal = new WithdrawFires(planned.jobId(), null, List.of(planned.id()));
        write(withdrawal);

        write(withdrawal);

        assertThat(store().findExecution(planned.id())).isEmpty();
    }

    @Test
    default void aFireTimeThatWasWithdrawnCanBeUsedAgain() {
        Job report = job(1, "report");
        Execution planned = recorded();
        Execution again = StoreSamples.withFireKey(execution(report, 2), report, planned.fireKey());

        write(new WithdrawFires(report.id(), at(1), List.of(planned.id())), fire(again));

        assertThat(store().findExecution(again.id())).contains(again);
    }

    @Test
    default void refusesToWithdrawWhatHasBegun() {
        Execution planned = recorded();
        Execution running = planned.begun(at(20));
        write(renewal(running, 0));

        assertThatThrownBy(() -> write(new WithdrawFires(planned.jobId(), at(7), List.of(planned.id()))))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("not planned any more");

        assertThat(store().findExecution(planned.id())).contains(running);
        assertThat(store().findJob("report").orElseThrow().nextFire()).isEqualTo(at(2));
    }

    @Test
    default void bringsAnAttemptUpToDate() {
        Execution renewed = renewed(recorded());

        write(new RenewAttempt(renewed, 0, FencingToken.of(new Epoch(1), 1)));

        assertThat(store().findExecution(renewed.id())).contains(renewed);
    }

    @Test
    default void bringingUpToDateIsRepeatableTogetherWithTheEnd() {
        Execution renewed = renewed(recorded());
        Execution done = succeeded(renewed, 0);
        RenewAttempt renewal = new RenewAttempt(renewed, 0, FencingToken.of(new Epoch(1), 1));
        write(renewal, settle(done, 0));

        write(renewal, settle(done, 0));

        assertThat(store().findExecution(done.id())).contains(done);
    }

    @Test
    default void refusesToBringAnotherTokensAttemptUpToDate() {
        Execution planned = recorded();
        Execution renewed = renewed(planned);

        assertThatThrownBy(() -> write(new RenewAttempt(renewed, 0, FencingToken.of(new Epoch(1), 99))))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("token");

        assertThat(store().findExecution(planned.id())).contains(planned);
    }

    @Test
    default void theEndOfAnAttemptCorrectsItsStart() {
        Execution planned = recorded();
        Attempt written = lastAttempt(planned, 0);
        Execution left = planned.withRunning(
                planned.shard(0).withLast(written.leaving(written.startedAt().plusMillis(7))), at(20));
        Execution done = succeeded(left, 0);

        write(settle(done, 0));

        assertThat(store().findExecution(done.id())).contains(done);
    }

    @Test
    default void whatWasPlannedCountsAsRunningOnceItsTimeHasCome() {
        recorded();

        assertThat(count(ExecutionStatus.PLANNED, at(19))).isEqualTo(1);
        assertThat(count(ExecutionStatus.RUNNING, at(19))).isZero();
        assertThat(count(ExecutionStatus.PLANNED, at(20))).isZero();
        assertThat(count(ExecutionStatus.RUNNING, at(20))).isEqualTo(1);
    }

    private long count(ExecutionStatus status, Instant now) {
        Set<ExecutionStatus> statuses = EnumSet.of(status, ExecutionStatus.LOST);
        ExecutionFilter filter = new ExecutionFilter(null, statuses, null, null, now);
        return store().listExecutions(filter, new PageRequest(0, 10)).total();
    }

    private static RenewAttempt renewal(Execution execution, int shard) {
        return new RenewAttempt(execution, shard, lastAttempt(execution, shard).token());
    }

    private static Execution renewed(Execution planned) {
        Attempt first = lastAttempt(planned, 0);
        Attempt renewed = Attempt.starting(
                1, "http://10.0.0.8:8080", FencingToken.of(new Epoch(1), 500), first.spanId(), at(25), at(325));
        return planned.withRunning(planned.shard(0).withLast(renewed), at(25));
    }

    private static Attempt lastAttempt(Execution execution, int shard) {
        return execution.shard(shard).attempts().get(0);
    }
}

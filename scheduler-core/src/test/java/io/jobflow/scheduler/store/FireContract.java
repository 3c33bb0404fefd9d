package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.skipped;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.withFireKey;
import static io.jobflow.scheduler.store.StoreSamples.withTraceId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.FireKey;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.store.StoreWrite.RecordFires;
import io.jobflow.scheduler.store.StoreWrite.RecordTrigger;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One fire, one record. */
interface FireContract extends StoreUnderTest {

    @Test
    default void recordsFiresAndMovesTheJobOn() {
        Job report = job(1, "report");
        Execution missed = skipped(report, 1);
        Execution due = execution(report, 2);
        write(new SaveJob(report));

        List<WriteResult> results = write(new RecordFires(report.id(), at(3), List.of(missed, due)));

        assertThat(results).containsExactly(WriteResult.APPLIED);
        assertThat(store().findExecution(missed.id())).contains(missed);
        assertThat(store().findExecution(due.id())).contains(due);
        assertThat(store().findJob("report")).contains(report.withNextFire(at(3)));
    }

    @Test
    default void keepsEveryShardAndAttemptOfAFire() {
        Job report = job(1, "report");
        Execution due = execution(report, 2, new ShardPlan.Range(-5, Long.MAX_VALUE - 9, 3));
        Execution sent = started(started(due, 2), 0);
        write(new SaveJob(report));

        write(new RecordFires(report.id(), null, List.of(sent)));

        assertThat(store().findExecution(due.id())).contains(sent);
        assertThat(store().findExecutionByTraceId(due.traceId())).contains(sent);
        assertThat(store().findJob("report")).contains(report.withNextFire(null));
    }

    /** Whatever way a database has to take very many rows. */
    @Test
    default void keepsAnyTextOfManyFires() {
        Job report = job(1, "report");
        List<String> texts = List.of("\\", "\\N", "a\tb", "a\nb\\n", "\r\n", "'\"", "", "\\.", "{}", "é€😀");
        List<Execution> fires = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            String text = texts.get(id % texts.size());
            Execution due = execution(report, id, new ShardPlan.Count(1 + id % 3));
            fires.add(due.because(new Reason(Reason.WAITING_FOR_RETRY, "It said \"" + text + "\".")));
        }
        write(new SaveJob(report));

        write(new RecordFires(report.id(), at(40), fires));

        for (Execution one : fires) {
            assertThat(store().findExecution(one.id())).contains(one);
        }
    }

    @Test
    default void leavesOutFireOfManyWhoseKeyIsTakenAndWritesTheRest() {
        Job report = job(1, "report");
        Execution first = execution(report, 1);
        List<Execution> fires = new ArrayList<>(List.of(withFireKey(execution(report, 500), report, first.fireKey())));
        for (int id = 2; id <= 100; id++) {
            fires.add(started(execution(report, id), 0));
        }
        write(new SaveJob(report), fire(first));

        List<WriteResult> results = write(new RecordFires(report.id(), at(40), fires));

        assertThat(results).containsExactly(new WriteResult(Map.of(fires.get(0).id(), first)));
        assertThat(StoreState.of(store()).executions())
                .hasSize(100)
                .contains(first)
                .containsAll(fires.subList(1, fires.size()));
    }

    @Test
    default void keepsReasonsThatSayTheSameOfEveryExecution() {
        Job report = job(1, "report");
        Execution waiting = execution(report, 1).because(Reason.usual(Reason.WAITING_FOR_SLOT));
        Execution planned = started(execution(report, 2), 0).planned(at(2), Reason.usual(Reason.PLANNED));
        Execution other =
                execution(report, 3).because(new Reason(Reason.WAITING_FOR_SLOT, "As an earlier version said."));
        write(new SaveJob(report));

        write(fire(waiting), fire(planned), fire(other));

        assertThat(StoreState.of(store()).executions()).containsExactly(other, planned, waiting);
    }

    @Test
    default void leavesOutFireWhoseKeyIsTakenAndWritesTheRest() {
        Job report = job(1, "report");
        Execution first = started(execution(report, 1), 0);
        Execution again = withFireKey(execution(report, 7), report, first.fireKey());
        Execution other = execution(report, 8);
        write(new SaveJob(report), fire(first));

        List<WriteResult> results = write(new RecordFires(report.id(), at(9), List.of(again, other)));

        assertThat(results).containsExactly(new WriteResult(Map.of(again.id(), first)));
        assertThat(StoreState.of(store()).executions()).containsExactly(other, first);
        assertThat(store().findJob("report")).contains(report.withNextFire(at(9)));
    }

    @Test
    default void repeatedTriggerNamesTheExecutionThatHasItsKey() {
        Job report = job(1, "report");
        Execution first = withFireKey(execution(report, 1), report, FireKey.triggered("k"));
        Execution again = withFireKey(execution(report, 2), report, FireKey.triggered("k"));
        write(new SaveJob(report));

        List<WriteResult> results = write(new RecordTrigger(first), new RecordTrigger(again));

        assertThat(results).containsExactly(WriteResult.APPLIED, new WriteResult(Map.of(again.id(), first)));
        assertThat(StoreState.of(store()).executions()).containsExactly(first);
    }

    @Test
    default void twoJobsMayUseTheSameFireKey() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Execution one = withFireKey(execution(report, 1), report, "m:k");
        Execution two = withFireKey(execution(invoice, 2), invoice, "m:k");
        write(new SaveJob(report), new SaveJob(invoice));

        write(new RecordTrigger(one), new RecordTrigger(two));

        assertThat(StoreState.of(store()).executions()).containsExactly(two, one);
    }

    @Test
    default void fireKeysTellLetterCaseApart() {
        Job report = job(1, "report");
        Execution lower = withFireKey(execution(report, 1), report, "m:key");
        Execution upper = withFireKey(execution(report, 2), report, "m:KEY");
        write(new SaveJob(report));

        write(new RecordTrigger(lower), new RecordTrigger(upper));

        assertThat(StoreState.of(store()).executions()).containsExactly(upper, lower);
    }

    @Test
    default void refusesFireOfUnknownJob() {
        Job ghost = job(9, "ghost");

        assertThatThrownBy(() -> write(fire(execution(ghost, 1)))).isInstanceOf(RefusedWriteException.class);
        assertThatThrownBy(() -> write(new RecordTrigger(execution(ghost, 1))))
                .isInstanceOf(RefusedWriteException.class);
    }

    @Test
    default void refusesTraceIdThatDoesNotBeginWithTheExecutionsId() {
        Job report = job(1, "report");
        Execution first = execution(report, 1);
        Execution second = withTraceId(execution(report, 2), first.traceId());
        write(new SaveJob(report), fire(first));

        assertThatThrownBy(() -> write(fire(second)))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("does not begin with");

        assertThat(StoreState.of(store()).executions()).containsExactly(first);
    }

    @Test
    default void refusesIdOfAnotherExecution() {
        Job report = job(1, "report");
        Job invoice = job(2, "invoice");
        Execution first = execution(report, 1);
        write(new SaveJob(report), new SaveJob(invoice), fire(first));

        assertThatThrownBy(() -> write(fire(execution(invoice, 1))))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageContaining("has the id of another execution");

        assertThat(StoreState.of(store()).executions()).containsExactly(first);
    }

    @Test
    default void findsByTheWholeTraceIdOnly() {
        Job report = job(1, "report");
        Execution due = execution(report, 1);
        write(new SaveJob(report), fire(due));

        assertThat(store().findExecutionByTraceId(due.traceId())).contains(due);
        assertThat(store().findExecutionByTraceId(due.id().toTracePrefix() + "1".repeat(16)))
                .isEmpty();
        assertThat(store().findExecutionByTraceId("z".repeat(32))).isEmpty();
    }

    @Test
    default void historyOutlivesItsJob() {
        Job report = job(1, "report");
        Execution skipped = skipped(report, 1);
        write(new SaveJob(report), fire(skipped));

        write(new SaveJob(StoreSamples.deleted(report, at(5))));

        assertThat(store().findExecution(skipped.id())).contains(skipped);
    }
}

package io.jobflow.scheduler.engine;

import static io.jobflow.scheduler.testkit.SchedulerHarness.reasonOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.ShardPlan;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that take so many attempts in a time and no more. */
class RateLimitTest {

    private static final String SERVICE = "http://orders:1";

    @ParameterizedTest
    @ValueSource(strings = {"100/s", "30/m", "1/h", "1000000/s"})
    void readsALimit(String text) {
        assertThat(RateLimit.parse(text)).map(RateLimit::toString).contains(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "100", "0/s", "-1/s", "1/d", "1.5/s", "1000001/s", "100 / s", "9999999999/s"})
    void readsNothingElse(String text) {
        assertThat(RateLimit.parse(text)).isEmpty();
    }

    @Test
    void attemptsBeyondTheLimitStartAsTokensCome() {
        SchedulerHarness scheduler = limited("2/s");
        trigger(scheduler, 4);
        int atOnce = scheduler.sent.size();

        scheduler.advance(Duration.ofMillis(499));
        int before = scheduler.sent.size();
        scheduler.advance(Duration.ofMillis(1));
        int after = scheduler.sent.size();
        scheduler.advance(Duration.ofSeconds(1));

        assertThat(List.of(atOnce, before, after, scheduler.sent.size())).containsExactly(1, 1, 2, 4);
    }

    @Test
    void aTenthOfTheLimitMayStartAtOnceAfterAPause() {
        SchedulerHarness scheduler = limited("100/s");

        trigger(scheduler, 40);
        int atOnce = scheduler.sent.size();
        scheduler.advance(Duration.ofMillis(100));

        assertThat(atOnce).isEqualTo(10);
        assertThat(scheduler.sent).hasSize(20);
    }

    @Test
    void whatWaitsForATokenSaysSo() {
        SchedulerHarness scheduler = limited("1/m");
        scheduler.trigger("report");

        Execution second = scheduler.trigger("report");

        assertThat(reasonOf(scheduler.stored(second)).code()).isEqualTo(Reason.WAITING_FOR_RATE);
        assertThat(reasonOf(scheduler.stored(second)).sentence())
                .isEqualTo("Waits for the rate limit of service \"" + SERVICE + "\", which is 1/m.");
    }

    @Test
    void aTurnThatComesWithoutATokenSaysSo() {
        SchedulerHarness scheduler = limited("1/m");
        scheduler.submit(new Command.PutJob(Jobs.manual("report")
                .urls(SERVICE)
                .concurrency(Overlap.QUEUE, 1)
                .build()));
        scheduler.trigger("report");
        Execution second = scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));

        assertThat(reasonOf(scheduler.stored(second)).code()).isEqualTo(Reason.WAITING_FOR_RATE);
    }

    @Test
    void aShardThatWaitsForATokenSaysSoAfterAnotherHasEnded() {
        SchedulerHarness scheduler = limited("1/m");
        scheduler.submit(new Command.PutJob(Jobs.manual("report")
                .urls(SERVICE)
                .shards(new ShardPlan.Count(2))
                .build()));
        Execution sharded = scheduler.trigger("report");

        scheduler.answer(Outcome.success(200));

        assertThat(reasonOf(scheduler.stored(sharded)).code()).isEqualTo(Reason.WAITING_FOR_RATE);
    }

    @Test
    void whatComesLaterDoesNotOvertakeWhatWaits() {
        SchedulerHarness scheduler = limited("2/s");
        List<ExecutionId> asked = new ArrayList<>(trigger(scheduler, 3));
        scheduler.time.advance(Duration.ofMillis(500));

        asked.addAll(trigger(scheduler, 1));
        scheduler.advance(Duration.ofSeconds(5));

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .isEqualTo(asked);
    }

    @Test
    void theEngineSleepsUntilTheNextToken() {
        SchedulerHarness scheduler = limited("1/m");
        trigger(scheduler, 2);
        scheduler.answer(Outcome.success(200));

        assertThat(scheduler.engine().untilNextWake(scheduler.time.moment())).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void otherServicesAreNotHeldUp() {
        SchedulerHarness scheduler = limited("1/m");
        scheduler.create(Jobs.manual("invoice").urls("http://invoices:1").build());
        trigger(scheduler, 2);

        Execution other = scheduler.trigger("invoice");

        assertThat(scheduler.sent)
                .extracting(request -> request.execution().id())
                .contains(other.id());
    }

    @Test
    void aWallClockThatJumpsChangesNothing() {
        SchedulerHarness scheduler = limited("1/m");
        trigger(scheduler, 2);

        scheduler.time.setWall(scheduler.time.now().plus(Duration.ofHours(1)));
        scheduler.advance(Duration.ofSeconds(30));

        assertThat(scheduler.sent).hasSize(1);
    }

    private static SchedulerHarness limited(String limit) {
        SchedulerHarness scheduler = new SchedulerHarness(EngineSettings.DEFAULT.withRateLimits(
                Map.of(SERVICE, RateLimit.parse(limit).orElseThrow())));
        scheduler.create(Jobs.manual("report")
                .urls(SERVICE)
                .concurrency(Overlap.ALLOW, 100)
                .timeout(Duration.ofHours(1))
                .build());
        return scheduler;
    }

    private static List<ExecutionId> trigger(SchedulerHarness scheduler, int count) {
        List<ExecutionId> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(scheduler.trigger("report").id());
        }
        return asked;
    }
}

package io.jobflow.bridge.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.JobResult;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AttemptMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AttemptMeters meters = new AttemptMeters(registry, 3);

    @Test
    void measureHowLongAttemptsTook() {
        meters.recorded("report", "schedule", JobResult.FAILURE, Duration.ofMillis(1_500));

        Timer timer = registry.get("jobflow.attempt.duration")
                .tags("job", "report", "trigger", "schedule", "result", "failure")
                .timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1_500);
    }

    @Test
    void countDurationsInBuckets() {
        meters.recorded("report", "schedule", JobResult.SUCCESS, Duration.ofMillis(1_500));

        CountAtBucket[] buckets =
                registry.get("jobflow.attempt.duration").timer().takeSnapshot().histogramCounts();
        assertThat(Arrays.stream(buckets).map(bucket -> bucket.bucket(TimeUnit.SECONDS)))
                .containsExactlyElementsOf(JobMetrics.DURATION_BOUNDARIES_SECONDS);
        assertThat(Arrays.stream(buckets).filter(bucket -> bucket.count() > 0))
                .allMatch(bucket -> bucket.bucket(TimeUnit.SECONDS) >= 2.5)
                .hasSize(9);
    }

    @Test
    void countAttemptsThatRun() {
        meters.started("report", "schedule");
        meters.started("report", "schedule");
        meters.stopped("report", "schedule");

        assertThat(registry.get("jobflow.attempt.active")
                        .tags("job", "report", "trigger", "schedule")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void measureLatenessAndQueueDelay() {
        meters.late("report", "schedule", Duration.ofMillis(12));
        meters.queued("report", "api", Duration.ofSeconds(3));

        assertThat(registry.get("jobflow.lateness").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(12);
        assertThat(registry.get("jobflow.queue.delay")
                        .tag("trigger", "api")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(3);
    }

    @Test
    void countANegativeDurationAsZero() {
        meters.late("report", "schedule", Duration.ofMillis(-5));

        assertThat(registry.get("jobflow.lateness").timer().count()).isEqualTo(1);
    }

    @Test
    void tellTheLatestSuccessWhateverOrderSuccessesAreToldIn() {
        meters.succeeded("report", Instant.ofEpochSecond(2_000));
        meters.succeeded("report", Instant.ofEpochSecond(1_000));

        assertThat(registry.get("jobflow.last_success")
                        .tags("job", "report")
                        .gauge()
                        .value())
                .isEqualTo(2_000);
    }

    @Test
    void showNoSuccessOfAJobThatHadNone() {
        meters.started("report", "schedule");

        assertThat(registry.find("jobflow.last_success").gauge()).isNull();
    }

    @Test
    void putAllJobsBeyondTheCapUnderOneName() {
        for (int i = 0; i < 50; i++) {
            meters.recorded("job-" + i, "schedule", JobResult.SUCCESS, Duration.ofSeconds(1));
        }

        assertThat(tagValues("job")).containsExactlyInAnyOrder("job-0", "job-1", "job-2", JobMetrics.OTHER);
        assertThat(registry.get("jobflow.attempt.duration")
                        .tag("job", JobMetrics.OTHER)
                        .timer()
                        .count())
                .isEqualTo(47);
    }

    @Test
    void putTriggersOfNoKnownKindUnderOneName() {
        meters.started("report", "request 4711");
        meters.started("report", "request 4712");

        assertThat(tagValues("trigger")).containsExactly(JobMetrics.OTHER);
    }

    @Test
    void carryNoTagButTheThree() {
        meters.started("report", "schedule");
        meters.recorded("report", "schedule", JobResult.SUCCESS, Duration.ofSeconds(1));
        meters.succeeded("report", Instant.EPOCH);

        Set<String> keys = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getKey)
                // the simple registry's own tag for a bucket's bound
                .filter(key -> !key.equals("le"))
                .collect(Collectors.toSet());
        assertThat(keys).containsExactlyInAnyOrder("job", "trigger", "result");
    }

    private Set<String> tagValues(String key) {
        return registry.getMeters().stream()
                .map(meter -> String.valueOf(meter.getId().getTag(key)))
                .collect(Collectors.toSet());
    }
}

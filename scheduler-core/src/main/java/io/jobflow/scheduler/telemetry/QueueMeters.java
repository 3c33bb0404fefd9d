package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.PerJob;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.time.TimeSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many executions of each job wait their turn, and for how long the first of them has. Safe for any thread. */
final class QueueMeters {

    private final TimeSource time;
    private final PerJob<Series> series;

    QueueMeters(MeterRegistry registry, int maxJobNames, TimeSource time) {
        this.time = time;
        this.series = new PerJob<>(maxJobNames, job -> register(registry, job));
    }

    void changed(Notice.QueueChanged queue) {
        Map<String, Notice.QueueChanged> queues = series.get(queue.jobName()).queues;
        if (queue.waiting() == 0) {
            queues.remove(queue.jobName());
        } else {
            queues.put(queue.jobName(), queue);
        }
    }

    private Series register(MeterRegistry registry, String job) {
        Series made = new Series(new ConcurrentHashMap<>());
        Gauge.builder(SchedulerVocabulary.QUEUE_WAITING, made, Series::waiting)
                .description("Executions that wait their turn")
                .tag(JobMetrics.TAG_JOB, job)
                .strongReference(true)
                .register(registry);
        Gauge.builder(SchedulerVocabulary.QUEUE_AGE, made, one -> one.age(time.now()))
                .description("How long the first execution that waits its turn has waited")
                .baseUnit("seconds")
                .tag(JobMetrics.TAG_JOB, job)
                .strongReference(true)
                .register(registry);
        return made;
    }

    /** The queues behind one series: one job's, or those of all jobs beyond the cap. */
    private record Series(Map<String, Notice.QueueChanged> queues) {

        double waiting() {
            return queues.values().stream()
                    .mapToInt(Notice.QueueChanged::waiting)
                    .sum();
        }

        double age(Instant now) {
            double longest = 0;
            for (Notice.QueueChanged queue : queues.values()) {
                Instant since = queue.oldestSince();
                if (since != null) {
                    longest = Math.max(longest, Duration.between(since, now).toMillis() / 1000.0);
                }
            }
            return longest;
        }
    }
}

package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.JobMetrics;
import io.jobflow.bridge.PerJob;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.execution.Execution;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts executions that became final, by job, trigger and status, dead letters by job, and words that came late. */
final class ExecutionMeters {

    private final MeterRegistry registry;
    private final PerJob<String> jobs;

    /**
     * Counts into a registry.
     *
     * @param maxJobNames how many jobs get series of their own
     */
    ExecutionMeters(MeterRegistry registry, int maxJobNames) {
        this.registry = registry;
        this.jobs = new PerJob<>(maxJobNames, job -> job);
    }

    /** Counts word of an attempt that was not taken. */
    void lateWord(String via) {
        Counter.builder(SchedulerVocabulary.LATE_WORDS)
                .description("Answers and call-backs of attempts that had ended otherwise")
                .tag(SchedulerVocabulary.TAG_VIA, via)
                .register(registry)
                .increment();
    }

    void stuck(String lacked) {
        Counter.builder(SchedulerVocabulary.STUCK)
                .description(
                        "Shards that waited for nothing and were put back on their way; each is a fault of JobFlow")
                .tag(SchedulerVocabulary.TAG_LACKED, lacked)
                .register(registry)
                .increment();
    }

    void writeFailed(String why) {
        Counter.builder(SchedulerVocabulary.STORE_FAILURES)
                .description("Transactions that the database did not take; they are repeated until it does")
                .tag(SchedulerVocabulary.TAG_WHY, why)
                .register(registry)
                .increment();
    }

    void pruned(Notice.HistoryPruned pruned) {
        pruned("execution", pruned.executions());
        pruned("job", pruned.jobs());
    }

    private void pruned(String kind, int count) {
        Counter.builder(SchedulerVocabulary.PRUNED)
                .description("Rows of history that were removed because retention says so")
                .tag(SchedulerVocabulary.TAG_KIND, kind)
                .register(registry)
                .increment(count);
    }

    void ended(Execution execution) {
        String job = jobs.get(execution.jobName());
        Counter.builder(SchedulerVocabulary.EXECUTIONS)
                .description("Executions that became final, those that never ran included")
                .tags(
                        JobMetrics.TAG_JOB,
                        job,
                        JobMetrics.TAG_TRIGGER,
                        execution.trigger().value(),
                        SchedulerVocabulary.TAG_STATUS,
                        execution.status().value())
                .register(registry)
                .increment();
        if (DeadLetters.isDeadLetter(execution)) {
            Counter.builder(SchedulerVocabulary.DEAD_LETTERS)
                    .description("Executions that failed for good and wait for a person")
                    .tag(JobMetrics.TAG_JOB, job)
                    .register(registry)
                    .increment();
        }
    }
}

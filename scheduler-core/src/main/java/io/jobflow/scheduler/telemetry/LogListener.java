package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.JobMdc;
import io.jobflow.bridge.PlainText;
import io.jobflow.scheduler.engine.EngineListener;
import io.jobflow.scheduler.engine.Notice;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Writes down what happens to jobs and executions, with the ids in the MDC, so that the scheduler's log is found by
 * trace id like the executors'. An attempt that ended well is a detail (DEBUG), one that did not is news (INFO). Never a
 * parameter or a payload; of what an executor said the first words.
 */
final class LogListener implements EngineListener {

    /** The MDC key beside {@link JobMdc}'s: base URL of the instance that was called. */
    static final String INSTANCE = "instance";

    /** What an executor said is cut here. */
    private static final int MAX_WORDS = 500;

    /** Not a class's name, because it says what happens to jobs and not what happens in here. */
    private final Logger log = LoggerFactory.getLogger("io.jobflow.scheduler.journal");

    @Override
    public void onNotice(Notice notice) {
        if (notice instanceof Notice.JobChanged changed) {
            under(Map.of(JobMdc.JOB_NAME, changed.job().name()), () -> changed(changed.job()));
        } else if (notice instanceof Notice.CalendarChanged changed) {
            changed(changed);
        } else if (notice instanceof Notice.FireRecorded recorded) {
            Execution execution = recorded.execution();
            if (!execution.status().isFinal() && log.isInfoEnabled()) {
                under(keys(execution), () -> recorded(execution));
            }
        } else if (notice instanceof Notice.AttemptStarted started) {
            if (log.isDebugEnabled()) {
                under(keys(started.execution(), started.shardIndex(), started.attempt()), () -> started(started));
            }
        } else if (notice instanceof Notice.AttemptEnded ended) {
            if (log.isEnabledForLevel(level(ended.attempt()))) {
                under(keys(ended.execution(), ended.shardIndex(), ended.attempt()), () -> ended(ended));
            }
        } else if (notice instanceof Notice.ExecutionEnded ended) {
            under(keys(ended.execution()), () -> ended(ended.execution()));
        } else if (notice instanceof Notice.Reopened reopened) {
            under(keys(reopened.execution()), () -> reopened(reopened));
        } else if (notice instanceof Notice.LetterDiscarded discarded) {
            DeadLetter letter = discarded.letter();
            under(
                    Map.of(JobMdc.TRACE_ID, letter.traceId(), JobMdc.JOB_NAME, letter.jobName()),
                    () -> discarded(letter));
        } else if (notice instanceof Notice.LateWord late) {
            under(Map.of(JobMdc.EXECUTION_ID, late.execution().toString()), () -> late(late));
        } else if (notice instanceof Notice.ShardStuck stuck) {
            under(keys(stuck.execution()), () -> stuck(stuck));
        }
    }

    private void reopened(Notice.Reopened reopened) {
        log.info(
                "Execution {} of job \"{}\" was sent again by {}{}",
                reopened.execution().id(),
                reopened.execution().jobName(),
                reopened.reopening().kind().value(),
                reopened.reopening().paramsAfter() == null ? "" : ", with other parameters");
    }

    private void discarded(DeadLetter letter) {
        log.info("Dead letter {} of execution {} was discarded", letter.id(), letter.executionId());
    }

    private void late(Notice.LateWord late) {
        log.info(
                "Attempt {} of execution {} shard {} {} {} after it had ended otherwise; that was not taken",
                late.attemptNumber(),
                late.execution(),
                late.shardIndex(),
                late.reported() ? "was reported as" : "was answered with",
                late.outcome().result().value());
    }

    private void changed(Job job) {
        if (job.deletedAt() != null) {
            log.info("Job \"{}\" was deleted; its history stays", job.name());
        } else if (!job.definition().enabled()) {
            log.info("Job \"{}\" stands at version {} and is disabled", job.name(), job.version());
        } else if (job.nextFire() == null && job.definition().schedule().awaitsEnd()) {
            log.info("Job \"{}\" stands at version {}; no fire is planned yet", job.name(), job.version());
        } else if (job.nextFire() == null) {
            log.info("Job \"{}\" stands at version {}; nothing fires it by itself", job.name(), job.version());
        } else {
            log.info("Job \"{}\" stands at version {}; next fire {}", job.name(), job.version(), job.nextFire());
        }
    }

    private void changed(Notice.CalendarChanged changed) {
        if (changed.deleted()) {
            log.info("Calendar \"{}\" was deleted; no job names it", changed.name());
        } else {
            log.info("Calendar \"{}\" was set; {} jobs have another next fire", changed.name(), changed.movedJobs());
        }
    }

    private void recorded(Execution execution) {
        Reason reason = execution.reason();
        log.info(
                "Execution {} of job \"{}\" recorded for {} by {}{}",
                execution.id(),
                execution.jobName(),
                execution.fireTime(),
                execution.trigger().value(),
                why(reason));
    }

    private void started(Notice.AttemptStarted started) {
        Attempt attempt = started.attempt();
        log.debug(
                "Attempt {} of execution {} shard {} goes to {}",
                attempt.number(),
                started.execution().id(),
                started.shardIndex(),
                attempt.instance() == null ? "nobody: no live instance is known" : attempt.instance());
    }

    private void ended(Notice.AttemptEnded ended) {
        Attempt attempt = ended.attempt();
        log.atLevel(level(attempt))
                .log(
                        "Attempt {} of execution {} shard {} ended as {}{}{}; the shard is {}",
                        attempt.number(),
                        ended.execution().id(),
                        ended.shardIndex(),
                        attempt.status().value(),
                        attempt.httpStatus() == null ? "" : ", HTTP status " + attempt.httpStatus(),
                        attempt.message() == null ? "" : ", \"" + PlainText.of(attempt.message(), MAX_WORDS) + "\"",
                        ended.execution().shard(ended.shardIndex()).status().value());
    }

    private static Level level(Attempt ended) {
        boolean endedWell = ended.status() == AttemptStatus.SUCCESS || ended.status() == AttemptStatus.SKIPPED;
        return endedWell ? Level.DEBUG : Level.INFO;
    }

    private void stuck(Notice.ShardStuck stuck) {
        log.error(
                "Execution {} of job \"{}\" was stuck: its shard {} waited for no {}. It is back on its way, and nothing"
                        + " needs to be done about it; but this is a fault of JobFlow: report it with the lines that"
                        + " name this execution",
                stuck.execution().id(),
                stuck.execution().jobName(),
                stuck.shardIndex(),
                stuck.lacked());
    }

    private void ended(Execution execution) {
        Reason reason = execution.reason();
        if (DeadLetters.isDeadLetter(execution)) {
            log.warn(
                    "Execution {} of job \"{}\" for {} ended as {}{} It is a dead letter now: once the cause is"
                            + " mended, send it again with POST /api/v1/executions/{}/retry",
                    execution.id(),
                    execution.jobName(),
                    execution.fireTime(),
                    execution.status().value(),
                    why(reason),
                    execution.id());
        } else {
            log.info(
                    "Execution {} of job \"{}\" for {} ended as {}{}",
                    execution.id(),
                    execution.jobName(),
                    execution.fireTime(),
                    execution.status().value(),
                    why(reason));
        }
    }

    /** The reason behind a colon, on one line and ended by a full stop; nothing when there is none. */
    private static String why(@Nullable Reason reason) {
        if (reason == null) {
            return ".";
        }
        String sentence = PlainText.of(reason.sentence(), MAX_WORDS);
        return ": " + sentence + (sentence.endsWith(".") ? "" : ".");
    }

    private static Map<String, String> keys(Execution execution) {
        Map<String, String> keys = new TreeMap<>();
        keys.put(JobMdc.TRACE_ID, execution.traceId());
        keys.put(JobMdc.SPAN_ID, execution.fireSpanId());
        keys.put(JobMdc.JOB_NAME, execution.jobName());
        keys.put(JobMdc.EXECUTION_ID, execution.id().toString());
        return keys;
    }

    private static Map<String, String> keys(Execution execution, int shardIndex, Attempt attempt) {
        Map<String, String> keys = keys(execution);
        keys.put(JobMdc.SPAN_ID, attempt.spanId());
        keys.put(JobMdc.ATTEMPT, Integer.toString(attempt.number()));
        keys.put(JobMdc.SHARD_INDEX, Integer.toString(shardIndex));
        keys.put(JobMdc.SHARD_TOTAL, Integer.toString(execution.shards().size()));
        if (attempt.instance() != null) {
            keys.put(INSTANCE, attempt.instance());
        }
        return keys;
    }

    private static void under(Map<String, String> keys, Runnable logging) {
        keys.forEach(MDC::put);
        try {
            logging.run();
        } finally {
            keys.keySet().forEach(MDC::remove);
        }
    }
}

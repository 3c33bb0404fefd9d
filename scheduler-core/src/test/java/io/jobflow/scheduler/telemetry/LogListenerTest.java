package io.jobflow.scheduler.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.CalendarJson;
import io.jobflow.scheduler.schedule.FixedDelaySchedule;
import io.jobflow.scheduler.schedule.Timetable;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogListenerTest {

    private final SchedulerHarness scheduler = new SchedulerHarness();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.jobflow.scheduler.journal");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // takes the MDC as it is now
            super.append(event);
        }
    };

    @BeforeEach
    void open() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(lines);
        lines.start();
    }

    @AfterEach
    void close() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void tellsWhatACalendarDoesToJobs() {
        scheduler.submit(new Command.PutCalendar(CalendarJson.read("{}", "days")));
        Timetable named = new Timetable(new FixedDelaySchedule(Duration.ofHours(1)), null, null, "days", Duration.ZERO);
        scheduler.create(Jobs.manual("report").timetable(named).build());
        scheduler.submit(new Command.PutCalendar(CalendarJson.read("{\"excluded\": [\"2026-03-01\"]}", "days")));
        scheduler.submit(new Command.DeleteJob("report"));
        scheduler.submit(new Command.DeleteCalendar("days"));

        hear();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Calendar \"days\" was set; 0 jobs have another next fire",
                        "Job \"report\" stands at version 1; next fire 2026-03-01T01:00:00Z",
                        "Calendar \"days\" was set; 1 jobs have another next fire",
                        "Job \"report\" was deleted; its history stays",
                        "Calendar \"days\" was deleted; no job names it");
    }

    @Test
    void tellsAnExecutionsLife() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.success(200));

        hear();

        assertThat(lines.list)
                .extracting(line -> line.getLevel() + " " + line.getFormattedMessage())
                .containsExactly(
                        "INFO Job \"report\" stands at version 1; nothing fires it by itself",
                        "INFO Execution " + execution.id()
                                + " of job \"report\" recorded for 2026-03-01T00:00:00Z by api.",
                        "DEBUG Attempt 1 of execution " + execution.id() + " shard 0 goes to http://127.0.0.1:9001",
                        "DEBUG Attempt 1 of execution " + execution.id()
                                + " shard 0 ended as success, HTTP status 200; the shard is success",
                        "INFO Execution " + execution.id()
                                + " of job \"report\" for 2026-03-01T00:00:00Z ended as success.");
    }

    @Test
    void tellsOfAFailedAttemptWhereDetailsAreOff() {
        logger.setLevel(Level.INFO);
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(Outcome.retryable(JobResult.FAILURE, "no disk"));

        hear();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .endsWith("Attempt 1 of execution " + execution.id()
                        + " shard 0 ended as failure, \"no disk\"; the shard is pending");
    }

    @Test
    void putsTheIdsIntoTheMdc() {
        scheduler.create(Jobs.manual("report").build());
        Execution execution = scheduler.trigger("report");

        hear();

        Map<String, String> keys = lines.list.get(2).getMDCPropertyMap();
        assertThat(keys)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "traceId", execution.traceId(),
                        "spanId", scheduler.sent.get(0).attempt().spanId(),
                        "jobName", "report",
                        "executionId", execution.id().toString(),
                        "attempt", "1",
                        "shardIndex", "0",
                        "shardTotal", "1",
                        "instance", "http://127.0.0.1:9001"));
    }

    @Test
    void leavesNothingInTheMdc() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.trigger("report");

        hear();

        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void warnsOfADeadLetterAndSaysWhatToDo() {
        scheduler.create(Jobs.manual("report").maxAttempts(1).build());
        Execution execution = scheduler.trigger("report");
        scheduler.answer(SchedulerHarness.failure("no disk"));

        hear();

        List<ILoggingEvent> warnings = lines.list.stream()
                .filter(line -> line.getLevel() == Level.WARN)
                .toList();
        assertThat(warnings)
                .singleElement()
                .satisfies(line -> assertThat(line.getFormattedMessage())
                        .contains(
                                "It is a dead letter now",
                                "no disk",
                                "POST /api/v1/executions/" + execution.id() + "/retry"));
    }

    @Test
    void tellsOfADeletedJob() {
        scheduler.create(Jobs.manual("report").build());
        scheduler.submit(new Command.DeleteJob("report"));

        hear();

        assertThat(lines.list.get(1).getFormattedMessage()).isEqualTo("Job \"report\" was deleted; its history stays");
    }

    private void hear() {
        LogListener listener = new LogListener();
        scheduler.notices.forEach(listener::onNotice);
    }
}

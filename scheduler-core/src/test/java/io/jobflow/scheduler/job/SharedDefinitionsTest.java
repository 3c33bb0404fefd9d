package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SharedDefinitionsTest {

    private final SharedDefinitions definitions = new SharedDefinitions();

    @Test
    void readsWhatDiffersInItsNameAloneWithoutParsingItAgain() {
        String first = stored("a", "\"cron\":\"0 9 * * THU\"");
        String second = stored("b", "\"cron\":\"0 9 * * THU\"");

        JobDefinition a = definitions.read(first);
        JobDefinition b = definitions.read(second);

        assertThat(b).isEqualTo(JobJson.read(second));
        assertThat(b.timetable()).isSameAs(a.timetable());
        assertThat(b.target()).isSameAs(a.target());
    }

    @Test
    void sharesTargetAndPoliciesOfJobsWithTheirOwnFireTimes() {
        String first = stored("a", "\"at\":\"2027-01-31T08:30:00Z\"");
        String second = stored("b", "\"at\":\"2027-01-31T08:31:00Z\"");

        JobDefinition a = definitions.read(first);
        JobDefinition b = definitions.read(second);

        assertThat(a).isEqualTo(JobJson.read(first));
        assertThat(b).isEqualTo(JobJson.read(second));
        assertThat(b.target()).isSameAs(a.target());
        assertThat(b.retry()).isSameAs(a.retry());
        assertThat(b.params()).isSameAs(a.params());
    }

    @Test
    void hashesEachJobsNameIntoItsSchedule() {
        String first = stored("a", "\"cron\":\"H H * * *\"");
        String second = stored("b", "\"cron\":\"H H * * *\"");
        Instant now = Instant.parse("2027-01-31T08:30:00Z");

        JobDefinition a = definitions.read(first);
        JobDefinition b = definitions.read(second);

        assertThat(b.schedule().next(now, now))
                .isEqualTo(JobJson.read(second).schedule().next(now, now))
                .isNotEqualTo(a.schedule().next(now, now));
    }

    @Test
    void leavesAHandlerThatFollowsTheNameWithItsJob() {
        String inProcess = "\",\"schedule\":{\"manual\":true},\"target\":{\"inProcess\":true}}";

        definitions.read("{\"name\":\"a" + inProcess);
        JobDefinition b = definitions.read("{\"name\":\"b" + inProcess);

        assertThat(b.target().handler()).isEqualTo("b");
    }

    private static String stored(String name, String schedule) {
        return JobJson.write(JobJson.read("{\"name\":\"" + name + "\",\"schedule\":{" + schedule
                + "},\"target\":{\"urls\":[\"http://127.0.0.1:1\"],\"handler\":\"report\"}}"));
    }
}

package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class InProcessTargetTest {

    @Test
    void isWrittenAsItIsRead() {
        JobDefinition job = read("{\"inProcess\": true, \"handler\": \"write\"}");

        assertThat(job.target()).isEqualTo(Target.inProcess("write"));
        assertThat(JobJson.tree(job).get("target")).hasToString("{\"inProcess\":true,\"handler\":\"write\"}");
        assertThat(JobJson.read(JobJson.write(job))).isEqualTo(job);
    }

    @Test
    void handlerIsTheJobsNameUnlessSaid() {
        assertThat(read("{\"inProcess\": true}").target().handler()).isEqualTo("report");
    }

    @Test
    void isRefusedBesideAnExecutor() {
        assertThatThrownBy(() -> read("{\"inProcess\": true, \"service\": \"orders\", \"path\": \"/r\"}"))
                .isInstanceOf(JobProblem.class)
                .hasMessage("Field target is \"inProcess, service, path\" (expected inProcess with a handler only: no"
                        + " executor is called).");
    }

    @Test
    void falseIsRefused() {
        assertThatThrownBy(() -> read("{\"inProcess\": false, \"handler\": \"write\"}"))
                .isInstanceOf(JobProblem.class)
                .hasMessage(
                        "Field target.inProcess is \"false\" (expected true, for a handler in the scheduler's own JVM,"
                                + " or nothing).");
    }

    @Test
    void cannotBeNamedAsAUrl() {
        assertThatThrownBy(() -> read("{\"urls\": [\"" + Target.IN_PROCESS + "\"], \"handler\": \"write\"}"))
                .isInstanceOf(JobProblem.class)
                .hasMessageContaining("target.urls[0]");
    }

    private static JobDefinition read(String target) {
        return JobJson.read("{\"name\": \"report\", \"schedule\": {\"manual\": true}, \"target\": " + target + "}");
    }
}

package io.jobflow.scheduler.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retryOn}, {@code noRetryOn} and {@code giveUpAfter} in a job's JSON. */
class RetryRulesJsonTest {

    @Test
    void readsAndWritesTheRules() {
        JobDefinition job = read("""
                {"retryOn": ["503", "5xx", "timeout", "connection"],
                 "noRetryOn": ["501", "java.net.UnknownHostException"], "giveUpAfter": "2h"}""");

        assertThat(job.retry().retryOn())
                .extracting(RetryRule::text)
                .containsExactly("503", "5xx", "timeout", "connection");
        assertThat(job.retry().noRetryOn())
                .extracting(RetryRule::text)
                .containsExactly("501", "java.net.UnknownHostException");
        assertThat(job.retry().giveUpAfter()).isEqualTo(Duration.ofHours(2));
        assertThat(JobJson.read(JobJson.write(job).toString())).isEqualTo(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"600", "099", "50x", "5XX", "timeouts", "Time out", "failure", "a..B", ""})
    void refusesWhatIsNoRule(String rule) {
        JobProblem problem = problem("{\"noRetryOn\": [\"404\", \"" + rule + "\"]}");

        FieldProblem first = problem.problems().get(0);
        assertThat(first.field()).isEqualTo("retry.noRetryOn[1]");
        assertThat(first.value()).isEqualTo(rule);
        assertThat(first.expected()).isEqualTo(RetryRule.EXPECTED);
    }

    @Test
    void refusesToTryLostAttemptsAgainAndToGiveThemUp() {
        JobProblem problem = catchThrowableOfType(JobProblem.class, () -> JobJson.read("""
                        {"name": "report", "schedule": {"manual": true}, "onLost": "give-up",
                         "target": {"service": "orders", "handler": "report"}, "retry": {"retryOn": ["lost"]}}"""));

        assertThat(problem.problems().get(0).code()).isEqualTo(FieldProblem.CONFLICT);
        assertThat(problem.problems().get(0).field()).isEqualTo("retry.retryOn");
    }

    @Test
    void suggestsTheNearestField() {
        assertThat(problem("{\"retriesOn\": [\"404\"]}").getMessage()).contains("did you mean retryOn");
    }

    @ParameterizedTest
    @CsvSource({
        "503, 503, failure,, true",
        "503, 500, failure,, false",
        "5xx, 599, failure,, true",
        "5xx, 404, failure,, false",
        "5xx,, timeout,, false",
        "timeout,, timeout,, true",
        "timeout, 500, failure,, false",
        "rejected, 429, rejected,, true",
        "connection,, failure, connection, true",
        "connection,, rejected, connection, true",
        "connection,, failure,, false",
        "java.net.ConnectException, 500, failure, java.net.ConnectException, true",
        "ConnectException, 500, failure, java.net.ConnectException, true",
        "ConnectException, 500, failure, java.net.NoConnectException, false",
        "net.ConnectException, 500, failure, java.net.ConnectException, true",
    })
    void namesWhatItSays(String rule, Integer status, String result, String error, boolean matches) {
        assertThat(new RetryRule(rule).matches(status, result, error)).isEqualTo(matches);
    }

    private static JobProblem problem(String retry) {
        return catchThrowableOfType(JobProblem.class, () -> read(retry));
    }

    private static JobDefinition read(String retry) {
        return JobJson.read("""
                {"name": "report", "schedule": {"manual": true},
                 "target": {"service": "orders", "handler": "report"}, "retry": %s}""".formatted(retry));
    }
}

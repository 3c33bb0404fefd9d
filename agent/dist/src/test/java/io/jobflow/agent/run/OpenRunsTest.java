package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.JobInvocation;
import io.jobflow.bridge.attempt.MdcAccess;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OpenRunsTest {

    private static final int MOST = 3;

    private final AttemptTelemetry telemetry =
            AttemptTelemetry.builder(OpenTelemetry.noop()).build();
    private final AtomicInteger count = new AtomicInteger();
    private final OpenRuns open = new OpenRuns(count, new RunFigures(), MOST);

    @Test
    void findsEachOfManyByItsAttempt() {
        OpenRuns many = new OpenRuns(count, new RunFigures());
        List<Run> runs = new ArrayList<>();
        IntStream.range(0, 5_000).forEach(number -> {
            Run run = run("e-" + number / 2, 1 + number % 2);
            many.add(run);
            runs.add(run);
        });

        for (Run run : runs) {
            assertThat(many.ofAttempt(run.scope().invocation())).isSameAs(run);
        }
        for (int number = 0; number < runs.size(); number += 3) {
            many.end(runs.get(number));
        }
        for (int number = 0; number < runs.size(); number++) {
            Run expected = number % 3 == 0 ? null : runs.get(number);
            assertThat(many.ofAttempt(runs.get(number).scope().invocation())).isSameAs(expected);
        }
    }

    @Test
    void endsTheOldestThatNobodyWorksAtWhereThereAreTooMany() {
        Run worked = run("e-1", 1);
        Run waiting = run("e-2", 1);
        worked.threadEnters();
        open.add(worked);
        open.add(waiting);
        open.add(run("e-3", 1));
        assertThat(count).hasValue(MOST);

        open.add(run("e-4", 1));
        open.add(run("e-5", 1));

        assertThat(count).hasValue(MOST);
        assertThat(worked.isOpen()).isTrue();
        assertThat(waiting.isOpen()).isFalse();
        assertThat(open.ofAttempt(waiting.scope().invocation())).isNull();
    }

    @Test
    void manyThatAreWorkedAtHideNoneThatWaits() {
        int worked = 250;
        OpenRuns many = new OpenRuns(count, new RunFigures(), worked);
        for (int number = 0; number < worked; number++) {
            Run run = run("worked-" + number, 1);
            run.threadEnters();
            many.add(run);
        }

        for (int number = 0; number < worked; number++) {
            many.add(run("waiting-" + number, 1));
        }

        assertThat(count.get()).isLessThan(worked + 50);
    }

    @Test
    void neverEndsTheOneThatHasJustBegun() {
        Run worked = run("e-1", 1);
        worked.threadEnters();
        OpenRuns one = new OpenRuns(count, new RunFigures(), 1);
        one.add(worked);
        Run begun = run("e-2", 1);

        one.add(begun);

        assertThat(begun.isOpen()).isTrue();
    }

    @Test
    void endsTheLostOnesOfASite() {
        Run lost = run("e-1", 1);
        Run other = run("e-2", 1);
        lost.site("netty");
        open.add(lost);
        open.add(other);

        open.endLost(run -> run.site().equals("netty"));

        assertThat(lost.isOpen()).isFalse();
        assertThat(other.isOpen()).isTrue();
    }

    private Run run(String executionId, int attempt) {
        JobInvocation invocation = Objects.requireNonNull(telemetry.read(new RequestHeaders(Map.of(
                "X-JobFlow-Job", List.of("order-sync"),
                "X-JobFlow-Execution", List.of(executionId),
                "X-JobFlow-Attempt", List.of(Integer.toString(attempt))))));
        Run run = new Run(telemetry.start(invocation, Context.root(), MdcAccess.NONE));
        run.scope().leave();
        return run;
    }
}

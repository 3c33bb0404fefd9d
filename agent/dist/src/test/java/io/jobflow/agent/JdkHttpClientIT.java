package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CallingCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of {@code java.net.http.HttpClient} within a run. */
@Shows(area = "Outgoing calls", row = "java.net.http.HttpClient")
@ParameterizedClass
@MethodSource("cases")
class JdkHttpClientIT extends OutgoingCallsSuite {

    JdkHttpClientIT(CallingCase calling) {
        super(calling);
    }

    static Stream<CallingCase> cases() {
        return CallingCase.withTheJdk("JdkClientApp");
    }
}

package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CallingCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of Apache HttpClient 5, classic and asynchronous within a run. */
@Shows(area = "Outgoing calls", row = "Apache HttpClient 5, classic and asynchronous")
@ParameterizedClass
@MethodSource("cases")
class ApacheClient5IT extends OutgoingCallsSuite {

    ApacheClient5IT(CallingCase calling) {
        super(calling);
    }

    static Stream<CallingCase> cases() {
        return CallingCase.with("httpclient5", "Apache5App");
    }
}

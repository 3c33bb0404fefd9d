package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CallingCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of Apache HttpClient 4 within a run. */
@Shows(area = "Outgoing calls", row = "Apache HttpClient 4")
@ParameterizedClass
@MethodSource("cases")
class ApacheClient4IT extends OutgoingCallsSuite {

    ApacheClient4IT(CallingCase calling) {
        super(calling);
    }

    static Stream<CallingCase> cases() {
        return CallingCase.with("httpclient4", "Apache4App");
    }
}

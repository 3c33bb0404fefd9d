package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CallingCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of OkHttp within a run. */
@Shows(area = "Outgoing calls", row = "OkHttp")
@ParameterizedClass
@MethodSource("cases")
class OkHttpIT extends OutgoingCallsSuite {

    OkHttpIT(CallingCase calling) {
        super(calling);
    }

    static Stream<CallingCase> cases() {
        return CallingCase.with("okhttp", "OkHttpApp");
    }
}

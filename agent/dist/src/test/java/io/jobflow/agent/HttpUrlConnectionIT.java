package io.jobflow.agent;

import io.jobflow.agent.coverage.Shows;
import io.jobflow.agent.harness.CallingCase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Calls of {@code HttpURLConnection} within a run. */
@Shows(area = "Outgoing calls", row = "HttpURLConnection")
@ParameterizedClass
@MethodSource("cases")
class HttpUrlConnectionIT extends OutgoingCallsSuite {

    HttpUrlConnectionIT(CallingCase calling) {
        super(calling);
    }

    static Stream<CallingCase> cases() {
        return CallingCase.withTheJdk("UrlConnectionApp");
    }
}

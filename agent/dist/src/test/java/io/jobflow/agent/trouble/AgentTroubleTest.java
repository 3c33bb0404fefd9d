package io.jobflow.agent.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class AgentTroubleTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final AgentTrouble trouble = new AgentTrouble(new PrintStream(said, true, StandardCharsets.UTF_8));

    @Test
    void saysEachKindOnceAndCountsAll() {
        trouble.report("spans not sent", new IOException("refused"));
        trouble.report("spans not sent", new IOException("refused again"));
        trouble.report("MDC not filled", null);

        assertThat(said())
                .containsExactly(
                        "jobflow-agent: spans not sent: java.io.IOException: refused", "jobflow-agent: MDC not filled");
        assertThat(trouble.total()).isEqualTo(3);
    }

    @Test
    void staysOnOneLine() {
        trouble.report("spans not sent", new IOException("one\ntwo\r\nthree"));

        assertThat(said()).hasSize(1);
    }

    @Test
    void remembersNoMoreThanAHundredKinds() {
        for (int kind = 0; kind < 500; kind++) {
            trouble.report("kind " + kind, null);
        }

        assertThat(said()).hasSize(100);
        assertThat(trouble.total()).isEqualTo(500);
    }

    @Test
    void hearsWarningsOfThePackedLibrariesUnlessAFilterTakesThem() {
        QuietLogger.tell(trouble);
        QuietLogger.getLogger("taken").setFilter(entry -> false);

        QuietLogger.getLogger("taken").log(Level.SEVERE, "held back");
        QuietLogger.getLogger("other").log(Level.INFO, "of no interest");
        QuietLogger.getLogger("other").warning("queue full");

        assertThat(said()).containsExactly("jobflow-agent: telemetry says: queue full");
    }

    private List<String> said() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

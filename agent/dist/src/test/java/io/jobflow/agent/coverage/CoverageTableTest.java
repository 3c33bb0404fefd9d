package io.jobflow.agent.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTableTest {

    private static final Shown PASSED = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.a", true);

    @Test
    void countsThePassedTestsOfEachVersionOnEachJdk() {
        Shown another = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.b", true);
        Shown older = new Shown("Outgoing calls", "OkHttp", "okhttp 3.14.9", 25, "OkHttpIT.a", true);

        assertThat(CoverageTable.of(new TreeSet<>(List.of(PASSED, another, older))))
                .contains(
                        "## Outgoing calls\n",
                        "| | Version | JDK 17 | JDK 25 |\n|---|---|---|---|\n",
                        "| OkHttp | okhttp 3.14.9 | — | 1 |\n| OkHttp | okhttp 5.5.1 | 2 | — |\n");
    }

    @Test
    void namesWhatFailedInsteadOfCountingWhatPassed() {
        Shown failed = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.b", false);

        assertThat(CoverageTable.of(new TreeSet<>(List.of(PASSED, failed))))
                .contains("| OkHttp | okhttp 5.5.1 | **failed**: OkHttpIT.b |");
    }

    @Test
    void readsVersionAndJdkFromHowParametersAreDisplayed() {
        ShownWith own = ShownWith.ownJdk();

        assertThat(ShownWith.in("[1] app = okhttp 5.5.1 on JDK 25", own)).isEqualTo(new ShownWith("okhttp 5.5.1", 25));
        assertThat(ShownWith.in("[2] JDK 17", own)).isEqualTo(new ShownWith("", 17));
        assertThat(ShownWith.in("keepsTheProgramsOwnKeys()", own)).isEqualTo(own);
    }

    @Test
    void readsWhatWasWrittenDown() {
        assertThat(Shown.fromLine(PASSED.toLine())).isEqualTo(PASSED);
    }
}

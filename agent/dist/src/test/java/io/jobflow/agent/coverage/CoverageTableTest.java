package io.jobflow.agent.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTableTest {

    private static final Shown PASSED = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.a", true);

    @Test
    void countsThePassedTestsOfEachVersionOnEachJdk() {
        Shown another = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.b", true);
        Shown older = new Shown("Outgoing calls", "OkHttp", "okhttp 3.14.9", 25, "OkHttpIT.a", true);

        assertThat(CoverageTable.of(new TreeSet<>(List.of(PASSED, another, older)), List.of()))
                .contains(
                        "## Outgoing calls\n",
                        "| what | version | shown by | JDK 17 | JDK 25 |\n|---|---|---|---|---|\n",
                        "| OkHttp | okhttp 3.14.9 | `OkHttpIT` | — | 1 |\n| OkHttp | okhttp 5.5.1 | `OkHttpIT` | 2 | — |\n");
    }

    @Test
    void namesWhatFailedInsteadOfCountingWhatPassed() {
        Shown failed = new Shown("Outgoing calls", "OkHttp", "okhttp 5.5.1", 17, "OkHttpIT.b", false);

        assertThat(CoverageTable.of(new TreeSet<>(List.of(PASSED, failed)), List.of()))
                .contains("| OkHttp | okhttp 5.5.1 | `OkHttpIT` | **failed**: OkHttpIT.b |");
    }

    @Test
    void ordersVersionsAsNumbersAndNamesWhatTheJdkBrings() {
        Shown own = new Shown("Calls", "Calls", "", 17, "CallsIT.a", true);
        Shown ninth = new Shown("Calls", "Calls", "okhttp 5.9", 17, "CallsIT.a", true);
        Shown tenth = new Shown("Calls", "Calls", "okhttp 5.10", 17, "CallsIT.a", true);

        assertThat(CoverageTable.of(new TreeSet<>(List.of(tenth, ninth, own)), List.of()))
                .contains("| Calls | the JDK's | `CallsIT` | 1 |\n"
                        + "| Calls | okhttp 5.9 | `CallsIT` | 1 |\n"
                        + "| Calls | okhttp 5.10 | `CallsIT` | 1 |\n");
    }

    @Test
    void namesTheSuitesThatTookNoPart() {
        assertThat(CoverageTable.of(new TreeSet<>(List.of(PASSED)), List.of("NettyIT", "LogbackIT")))
                .endsWith("## Not run\n\n`LogbackIT`, `NettyIT`\n");
    }

    @Test
    void everySuiteSaysWhichRowItShows() throws IOException {
        assertThat(Suites.in(Path.of("target/test-classes")))
                .hasSizeGreaterThan(30)
                .allMatch(suite -> saysIt(suite)
                        || Arrays.stream(suite.getDeclaredMethods()).anyMatch(CoverageTableTest::saysIt));
    }

    private static boolean saysIt(AnnotatedElement element) {
        return element.getAnnotationsByType(Shows.class).length > 0;
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

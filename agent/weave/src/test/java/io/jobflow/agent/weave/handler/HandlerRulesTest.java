package io.jobflow.agent.weave.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerRulesTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.jobs.*#sync*, com.acme.jobs.OrderJob, syncOrders, true",
        "com.acme.jobs.*#sync*, com.acme.jobs.eu.OrderJob, sync, true",
        "com.acme.jobs.*#sync*, com.acme.OrderJob, sync, false",
        "com.acme.jobs.*#sync*, com.acme.jobs.OrderJob, resync, false",
        "com.acme.*Job#*, com.acme.eu.OrderJob, close, true",
        "com.acme.*Job#*, com.acme.eu.OrderJobs, close, false",
        "com.acme.OrderJob#run, com.acme.OrderJob, run, true",
        "com.acme.OrderJob#run, com.acme.OrderJob, runs, false",
        "com.acme.*a*ab#run, com.acme.xaaxaab, run, true",
    })
    void takesStarsForAnyCharacters(String pattern, String type, String method, boolean matches) {
        assertThat(HandlerRules.NONE.withPattern(pattern).matches(type, method)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "#", "com.acme.OrderJob", "com.acme.OrderJob#", "#run", "*#run", "com.acme#a.b", "a#b#c"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> HandlerRules.NONE.withPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected class#method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JobHandler", "com.acme.", ".JobHandler", "com..JobHandler", "com.acme.*", "@com.acme.Job"})
    void refusesWhatIsNoAnnotation(String name) {
        assertThatThrownBy(() -> HandlerRules.NONE.withAnnotation(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected the full name of an annotation");
    }

    @Test
    void looksAtNoClassThatAFrameworkMade() {
        HandlerRules rules = HandlerRules.NONE.withPattern("com.acme.*#run");

        assertThat(rules.mayHaveHandlers("com/acme/OrderJob", new byte[0])).isTrue();
        assertThat(rules.mayHaveHandlers("com/acme/OrderJob$$SpringCGLIB$$0", new byte[0]))
                .isFalse();
    }

    @Test
    void findsAnAnnotationAmongTheConstants() throws IOException {
        HandlerRules rules = HandlerRules.NONE.withAnnotation(Marked.class.getName());

        assertThat(rules.mayHaveHandlers("x/Y", classFile(WithMark.class))).isTrue();
        assertThat(rules.mayHaveHandlers("x/Y", classFile(WithoutMark.class))).isFalse();
    }

    private static byte[] classFile(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("HandlerRulesTest$" + type.getSimpleName() + ".class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface Marked {}

    static final class WithMark {
        static final long LONG = 7_000_000_000L;
        static final double DOUBLE = 7.5;

        @Marked
        double run() {
            return LONG * DOUBLE + System.nanoTime();
        }
    }

    static final class WithoutMark {
        double run() {
            return 7.5;
        }
    }
}

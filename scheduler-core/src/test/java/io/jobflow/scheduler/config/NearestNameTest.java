package io.jobflow.scheduler.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("timeout", "target", "maxAttempts");

    @Test
    void findsTheNameWithTheFewestEdits() {
        assertThat(NearestName.of("tiemout", KNOWN)).contains("timeout");
        assertThat(NearestName.of("MaxAttemps", KNOWN)).contains("maxAttempts");
    }

    @Test
    void suggestsNothingForANameUnlikeAll() {
        assertThat(NearestName.of("calendar", KNOWN)).isEmpty();
        assertThat(NearestName.of("x".repeat(10_000), KNOWN)).isEmpty();
    }
}

package io.jobflow.scheduler.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BufferedRandomTest {

    private final AtomicInteger draws = new AtomicInteger();

    private final SecureRandom counted = new SecureRandom() {

        private static final long serialVersionUID = 1;

        @Override
        public void nextBytes(byte[] bytes) {
            draws.incrementAndGet();
            super.nextBytes(bytes);
        }
    };

    @Test
    void drawsManyNumbersAtATimeAndNoneTwice() {
        BufferedRandom random = new BufferedRandom(counted);
        Set<Long> numbers = new HashSet<>();

        for (int i = 0; i < 640; i++) {
            numbers.add(random.nextLong());
        }

        assertThat(numbers).hasSize(640);
        assertThat(draws).hasValue(10);
    }
}

package io.jobflow.scheduler.schedule;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class OneTimeScheduleTest {

    @Test
    void refusesAnInstantThatNoStoreCouldKeep() {
        assertThatThrownBy(() -> new OneTimeSchedule(LocalDateTime.MAX.atZone(ZoneOffset.UTC)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("in the years 1970 to 9999");
    }
}

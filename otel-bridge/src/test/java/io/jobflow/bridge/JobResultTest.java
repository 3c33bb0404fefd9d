package io.jobflow.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class JobResultTest {

    @Test
    void isWrittenInLowerCase() {
        assertThat(JobResult.values())
                .extracting(JobResult::value)
                .containsExactly("success", "failure", "timeout", "cancelled", "skipped", "lost", "rejected");
    }

    @Test
    void isAnErrorUnlessTheWorkWasDoneOrNotWanted() {
        assertThat(Arrays.stream(JobResult.values()).filter(JobResult::isError))
                .containsExactly(JobResult.FAILURE, JobResult.TIMEOUT, JobResult.LOST, JobResult.REJECTED);
    }
}

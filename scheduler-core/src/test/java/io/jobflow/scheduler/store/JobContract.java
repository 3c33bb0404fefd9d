package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.definition;
import static io.jobflow.scheduler.store.StoreSamples.deleted;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import org.junit.jupiter.api.Test;

/** Jobs as the store keeps them. */
interface JobContract extends StoreUnderTest {

    @Test
    default void findsSavedJobByName() {
        Job report = job(1, "report");

        write(new SaveJob(report));

        assertThat(store().findJob("report")).contains(report);
        assertThat(store().findJob("reports")).isEmpty();
    }

    @Test
    default void replacesWhatIsStoredUnderAnId() {
        Job first = job(1, "report");
        write(new SaveJob(first));
        Job second = new Job(first.id(), definition("report", "{\"a\":1}"), 2, first.createdAt(), at(9), null, null);

        write(new SaveJob(second));

        assertThat(store().findJob("report")).contains(second);
        assertThat(StoreState.of(store()).jobs()).containsExactly(second);
    }

    @Test
    default void deletedJobGivesItsNameFree() {
        Job old = job(1, "report");
        Job fresh = job(2, "report");
        write(new SaveJob(old));

        write(new SaveJob(deleted(old, at(5))), new SaveJob(fresh));

        assertThat(store().findJob("report")).contains(fresh);
        assertThat(StoreState.of(store()).jobs()).containsExactly(fresh);
    }

    @Test
    default void deletedJobStaysDeleted() {
        Job report = job(1, "report");
        write(new SaveJob(report), new SaveJob(deleted(report, at(5))));

        write(new SaveJob(report));

        assertThat(store().findJob("report")).isEmpty();
    }

    @Test
    default void refusesNameOfAnotherLivingJob() {
        Job report = job(1, "report");
        write(new SaveJob(report));

        assertThatThrownBy(() -> write(new SaveJob(job(2, "report"))))
                .isInstanceOf(RefusedWriteException.class)
                .hasMessageEndingWith("nothing of the batch was written");

        assertThat(StoreState.of(store()).jobs()).containsExactly(report);
    }

    @Test
    default void listsLivingJobsInNameOrder() {
        Job b = job(1, "b");
        Job gone = job(2, "gone");
        Job a = job(3, "a-1");
        Job c = job(4, "a.2");
        write(new SaveJob(b), new SaveJob(gone), new SaveJob(a), new SaveJob(c), new SaveJob(deleted(gone, at(1))));

        Page<Job> first = store().listJobs(new PageRequest(0, 2));
        Page<Job> second = store().listJobs(new PageRequest(1, 2));

        assertThat(first.items()).containsExactly(a, c);
        assertThat(second.items()).containsExactly(b);
        assertThat(first.total()).isEqualTo(3);
        assertThat(second.request()).isEqualTo(new PageRequest(1, 2));
    }
}

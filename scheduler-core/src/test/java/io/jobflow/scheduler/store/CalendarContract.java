package io.jobflow.scheduler.store;

import static io.jobflow.scheduler.store.StoreSamples.at;
import static io.jobflow.scheduler.store.StoreSamples.execution;
import static io.jobflow.scheduler.store.StoreSamples.fire;
import static io.jobflow.scheduler.store.StoreSamples.job;
import static io.jobflow.scheduler.store.StoreSamples.settle;
import static io.jobflow.scheduler.store.StoreSamples.started;
import static io.jobflow.scheduler.store.StoreSamples.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.schedule.BusinessCalendar;
import io.jobflow.scheduler.store.StoreWrite.DeleteCalendar;
import io.jobflow.scheduler.store.StoreWrite.RecordFires;
import io.jobflow.scheduler.store.StoreWrite.SaveCalendar;
import io.jobflow.scheduler.store.StoreWrite.SaveJob;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Calendars, and the jobs that are moved on without a fire. */
interface CalendarContract extends StoreUnderTest {

    @Test
    default void keepsEveryRuleOfACalendar() {
        BusinessCalendar china = calendar("china", "国庆节 2026");

        write(new SaveCalendar(china));

        assertThat(store().findCalendar("china")).contains(china);
        assertThat(store().findCalendar("CHINA")).isEmpty();
        assertThat(reopen().calendars()).containsExactly(china);
    }

    @Test
    default void replacesTheCalendarOfAName() {
        write(new SaveCalendar(calendar("china", "2026")));

        write(new SaveCalendar(calendar("china", "2027")));

        assertThat(store().listCalendars(new PageRequest(0, 10)).items()).containsExactly(calendar("china", "2027"));
    }

    @Test
    default void listsCalendarsInNameOrder() {
        write(
                new SaveCalendar(calendar("b", "")),
                new SaveCalendar(calendar("a-1", "")),
                new SaveCalendar(calendar("a.2", "")));

        Page<BusinessCalendar> first = store().listCalendars(new PageRequest(0, 2));

        assertThat(first.items()).extracting(BusinessCalendar::name).containsExactly("a-1", "a.2");
        assertThat(first.total()).isEqualTo(3);
        assertThat(store().listCalendars(new PageRequest(1, 2)).items())
                .extracting(BusinessCalendar::name)
                .containsExactly("b");
    }

    @Test
    default void deletesACalendarOnceAndForAll() {
        write(new SaveCalendar(calendar("china", "")));

        write(new DeleteCalendar("china"), new DeleteCalendar("never-was"));

        assertThat(store().findCalendar("china")).isEmpty();
    }

    @Test
    default void aCalendarAndTheJobsItMovesAreOneBatch() {
        Job report = job(1, "report");
        write(new SaveJob(report));

        assertThatThrownBy(() -> write(
                        new SaveCalendar(calendar("china", "")),
                        new RecordFires(report.id(), at(500), List.of()),
                        fire(execution(job(9, "ghost"), 3))))
                .isInstanceOf(RefusedWriteException.class);
        assertThat(store().findCalendar("china")).isEmpty();
        assertThat(store().findJob("report")).contains(report);

        write(new SaveCalendar(calendar("china", "")), new RecordFires(report.id(), at(500), List.of()));
        assertThat(store().findCalendar("china")).isPresent();
        assertThat(store().findJob("report")).contains(report.withNextFire(at(500)));
    }

    @Test
    default void anEndAndTheFireThatCountsFromItAreOneBatch() {
        Job report = job(1, "report");
        Execution running = started(execution(report, 1), 0);
        Execution done = succeeded(running, 0);
        write(new SaveJob(report), new RecordFires(report.id(), null, List.of(running)));
        assertThat(store().findJob("report")).contains(report.withNextFire(null));

        assertThatThrownBy(() -> write(
                        settle(done, 0),
                        new RecordFires(report.id(), at(90), List.of()),
                        fire(execution(job(9, "ghost"), 3))))
                .isInstanceOf(RefusedWriteException.class);
        assertThat(store().findExecution(running.id())).contains(running);
        assertThat(store().findJob("report")).contains(report.withNextFire(null));

        write(settle(done, 0), new RecordFires(report.id(), at(90), List.of()));
        assertThat(store().findExecution(running.id())).contains(done);
        assertThat(store().findJob("report")).contains(report.withNextFire(at(90)));
    }

    private static BusinessCalendar calendar(String name, String description) {
        return new BusinessCalendar(
                name,
                description,
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY),
                new TreeMap<>(Map.of(day(1), day(7), day(20), day(20))),
                new TreeSet<>(Set.of(day(10))),
                new TreeMap<>(Map.of(day(6), LocalDate.of(2026, 9, 20))));
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 10, day);
    }
}

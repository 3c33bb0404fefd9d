package io.jobflow.scheduler.cron;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/** The three kinds of expression: a calendar pattern, a fixed interval, and the scheduler's own start. Immutable. */
sealed interface Recurrence permits CalendarRecurrence, IntervalRecurrence, StartRecurrence {

    Optional<ZonedDateTime> next(ZonedDateTime after, DaylightSaving policy);

    Optional<ZonedDateTime> previous(ZonedDateTime before, DaylightSaving policy);

    boolean matches(ZonedDateTime at, DaylightSaving policy);

    /** False where no fire time can ever come. */
    boolean satisfiable();

    /** The normal form, without a zone prefix. */
    String canonical(CronDialect dialect);

    /** The recurrence in words; Chinese for a Chinese locale, English for any other. */
    String describe(Locale locale);
}

package io.jobflow.scheduler.cron;

import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Optional;

/** {@code @reboot}: fires when the scheduler starts, at no time that a calendar could name. */
record StartRecurrence() implements Recurrence {
    @Override
    public Optional<ZonedDateTime> next(ZonedDateTime after, DaylightSaving policy) {
        return Optional.empty();
    }

    @Override
    public Optional<ZonedDateTime> previous(ZonedDateTime before, DaylightSaving policy) {
        return Optional.empty();
    }

    @Override
    public boolean matches(ZonedDateTime at, DaylightSaving policy) {
        return false;
    }

    @Override
    public boolean satisfiable() {
        return true;
    }

    @Override
    public String canonical(CronDialect dialect) {
        return "@reboot";
    }

    @Override
    public String describe(Locale locale) {
        return Description.ofStart(locale);
    }
}

package io.jobflow.scheduler.cron;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cron expression: when something is due. Immutable and safe for use by any thread.
 *
 * <p>A fire time is an instant on a whole second in the years 1 to 9999. Every question is answered in the zone of the
 * time that is passed in, unless the expression begins with {@code TZ=} or {@code CRON_TZ=}: then that zone's clocks
 * decide, and answers are in that zone. Two expressions are equal where their {@link #canonical()} forms, dialects,
 * daylight-saving policies and anchors are.
 */
public final class CronExpression {
    private final String source;
    private final CronDialect dialect;
    private final @Nullable ZoneId zone;
    private final Recurrence recurrence;
    private final DaylightSaving daylightSaving;

    CronExpression(
            String source,
            CronDialect dialect,
            @Nullable ZoneId zone,
            Recurrence recurrence,
            DaylightSaving daylightSaving) {
        this.source = source;
        this.dialect = dialect;
        this.zone = zone;
        this.recurrence = recurrence;
        this.daylightSaving = daylightSaving;
    }

    /**
     * Reads an expression in the {@link CronDialect#UNIX} dialect, without a seed for {@code H}.
     *
     * @throws CronSyntaxException where the text is not an expression
     */
    public static CronExpression parse(String text) {
        return parse(text, CronDialect.UNIX);
    }

    /**
     * Reads an expression, without a seed for {@code H}.
     *
     * @throws CronSyntaxException where the text is not an expression of the dialect
     */
    public static CronExpression parse(String text, CronDialect dialect) {
        Objects.requireNonNull(text, "text");
        return new CronParser(text, dialect, null).parse();
    }

    /**
     * Reads an expression in which {@code H} stands for a value derived from the seed.
     *
     * @param seed usually the job's name; the same seed always gives the same values
     * @throws CronSyntaxException where the text is not an expression of the dialect
     */
    public static CronExpression parse(String text, CronDialect dialect, String seed) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(seed, "seed");
        return new CronParser(text, dialect, seed).parse();
    }

    /** The same expression under another policy; a new expression's policy is {@link DaylightSaving#ONCE}. */
    public CronExpression withDaylightSaving(DaylightSaving policy) {
        Objects.requireNonNull(policy, "policy");
        return new CronExpression(source, dialect, zone, recurrence, policy);
    }

    /**
     * The same expression with its intervals counted from {@code anchor}, usually the job's creation; the first fire is
     * one interval later. Changes nothing but {@code @every}.
     */
    public CronExpression anchoredAt(Instant anchor) {
        Objects.requireNonNull(anchor, "anchor");
        if (recurrence instanceof IntervalRecurrence every) {
            return new CronExpression(
                    source, dialect, zone, new IntervalRecurrence(every.interval(), anchor), daylightSaving);
        }
        return this;
    }

    /**
     * The first fire time strictly after {@code after}. Empty where there is none: never satisfiable, past the last
     * chosen year, or {@code @reboot}. For {@code @every} without an anchor, {@code after} plus the interval.
     */
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
        return recurrence.next(inZone(after), daylightSaving);
    }

    /**
     * The last fire time strictly before {@code before}, or empty.
     *
     * @throws IllegalStateException for {@code @every} without {@link #anchoredAt an anchor}
     */
    public Optional<ZonedDateTime> previous(ZonedDateTime before) {
        return recurrence.previous(inZone(before), daylightSaving);
    }

    /**
     * True where {@code at} is a fire time: {@link #next} of the moment before it answers it. A time with a fraction of a
     * second is none.
     *
     * @throws IllegalStateException for {@code @every} without {@link #anchoredAt an anchor}
     */
    public boolean matches(ZonedDateTime at) {
        return recurrence.matches(inZone(at), daylightSaving);
    }

    /** The fire times strictly after {@code after}, in order, found as they are asked for; usually endless. */
    public Stream<ZonedDateTime> stream(ZonedDateTime after) {
        return Stream.iterate(next(after), Optional::isPresent, last -> last.flatMap(this::next))
                .flatMap(Optional::stream);
    }

    /**
     * False where no time can ever match, such as 30 February; such an expression is legal, but not worth scheduling.
     * True for {@code @reboot}, although {@link #next} is empty.
     */
    public boolean isSatisfiable() {
        return recurrence.satisfiable();
    }

    /** True for {@code @reboot}: due once when the scheduler starts. */
    public boolean isReboot() {
        return recurrence instanceof StartRecurrence;
    }

    /** The interval of {@code @every}, at least one millisecond; empty for any other expression. */
    public Optional<Duration> everyInterval() {
        return recurrence instanceof IntervalRecurrence every ? Optional.of(every.interval()) : Optional.empty();
    }

    /** The zone that the expression names by a {@code TZ=} or {@code CRON_TZ=} prefix, or empty. */
    public Optional<ZoneId> zone() {
        return Optional.ofNullable(zone);
    }

    /** The dialect the expression was read in. */
    public CronDialect dialect() {
        return dialect;
    }

    /** What happens to times that the clocks skip or repeat. */
    public DaylightSaving daylightSaving() {
        return daylightSaving;
    }

    /** The expression in words, in Chinese for a Chinese locale and in English for any other. */
    public String describe(Locale locale) {
        Objects.requireNonNull(locale, "locale");
        String words = recurrence.describe(locale);
        return zone == null ? words : Description.inZone(words, zone, locale);
    }

    /**
     * The normal form: the same for all spellings of the same fire times in a dialect. Reading it back gives an equal
     * expression; {@code H} appears as the value it stands for.
     */
    public String canonical() {
        String fields = recurrence.canonical(dialect);
        return zone == null ? fields : "TZ=" + zone.getId() + " " + fields;
    }

    private ZonedDateTime inZone(ZonedDateTime time) {
        return zone == null ? time : time.withZoneSameInstant(zone);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronExpression that
                && dialect == that.dialect
                && daylightSaving == that.daylightSaving
                && Objects.equals(zone, that.zone)
                && recurrence.equals(that.recurrence);
    }

    @Override
    public int hashCode() {
        return Objects.hash(dialect, daylightSaving, zone, recurrence);
    }

    /** The text the expression was read from. */
    @Override
    public String toString() {
        return source;
    }
}

package io.jobflow.scheduler.cron;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads an expression: the zone prefix, then a macro or the fields. Confined to one call. */
final class CronParser {
    /** Longer than any normal form; text beyond it is refused unread. */
    static final int MAX_LENGTH = 2048;

    private static final int MAX_FIELDS = 7;

    private final CronText source;
    private final String text;
    private final CronDialect dialect;
    private final @Nullable String seed;

    private final int[] starts = new int[MAX_FIELDS];
    private final int[] ends = new int[MAX_FIELDS];
    private int fieldCount;

    CronParser(String text, CronDialect dialect, @Nullable String seed) {
        this.source = new CronText(text, dialect);
        this.text = text;
        this.dialect = dialect;
        this.seed = seed;
    }

    CronExpression parse() {
        if (text.length() > MAX_LENGTH) {
            throw source.wrong(
                    0,
                    text.length(),
                    "at most " + MAX_LENGTH + " characters, not " + text.length(),
                    "shorten the expression");
        }
        int at = source.skipBlanks(0);
        ZoneId zone = null;
        int zoneLength = prefixLength(at);
        if (zoneLength > 0) {
            int end = source.skipWord(at);
            zone = readZone(at, at + zoneLength, end);
            at = source.skipBlanks(end);
        }
        Recurrence recurrence = at < text.length() && text.charAt(at) == '@' ? readMacro(at) : readFields(at);
        return new CronExpression(text, dialect, zone, recurrence, DaylightSaving.ONCE);
    }

    private int prefixLength(int at) {
        return text.startsWith("TZ=", at) ? 3 : text.startsWith("CRON_TZ=", at) ? 8 : 0;
    }

    private ZoneId readZone(int prefix, int from, int to) {
        try {
            return ZoneId.of(text.substring(from, to));
        } catch (DateTimeException unknown) {
            CronSyntaxException wrong = source.wrong(
                    prefix,
                    to,
                    "a zone such as TZ=Asia/Shanghai or TZ=UTC before the fields",
                    "correct the zone's name");
            wrong.initCause(unknown);
            throw wrong;
        }
    }

    private Recurrence readMacro(int from) {
        if (dialect == CronDialect.QUARTZ) {
            throw source.wrong(from, text.length(), "6 or 7 fields", "for macros use the unix dialect");
        }
        int end = source.skipWord(from);
        int rest = source.skipBlanks(end);
        String name = text.substring(from, end).toLowerCase(Locale.ROOT);
        if (name.equals("@every")) {
            int to = source.skipWord(rest);
            if (rest < to && source.skipBlanks(to) == text.length()) {
                return new IntervalRecurrence(IntervalText.read(source, rest, to), null);
            }
            throw source.wrong(from, text.length(), "@every and one duration", "write it as in @every 1h30m");
        }
        String fields = fieldsOf(name);
        if (rest != text.length() || fields == null && !name.equals("@reboot")) {
            throw source.wrong(
                    from,
                    text.length(),
                    "@yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly, @every <duration> or @reboot",
                    "use one of these");
        }
        return fields == null ? new StartRecurrence() : new CronParser(fields, dialect, null).readFields(0);
    }

    private static @Nullable String fieldsOf(String macro) {
        return switch (macro) {
            case "@yearly", "@annually" -> "0 0 1 1 *";
            case "@monthly" -> "0 0 1 * *";
            case "@weekly" -> "0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 * * *";
            case "@hourly" -> "0 * * * *";
            default -> null;
        };
    }

    private Recurrence readFields(int from) {
        split(from);
        List<CronField> fields = layout(from);
        Spread spread = seed == null ? null : new Spread(seed);
        FieldValues[] values = new FieldValues[CronField.SEVEN_FIELDS.size()];
        boolean rhythmic = false;
        for (int i = 0; i < fieldCount; i++) {
            CronField field = fields.get(i);
            values[field.ordinal()] = new FieldParser(source, field, starts[i], ends[i], spread).parse();
            rhythmic |= (field == CronField.MINUTE || field == CronField.HOUR) && hasStarOrSlash(starts[i], ends[i]);
        }
        PatternAssembly assembly = new PatternAssembly(source, values);
        int weekday = fields.indexOf(CronField.DAY_OF_WEEK);
        assembly.check(from, fieldCount, starts[weekday], ends[weekday]);
        return new CalendarRecurrence(assembly.pattern(), rhythmic);
    }

    private void split(int from) {
        for (int at = source.skipBlanks(from); at < text.length(); at = source.skipBlanks(at)) {
            int end = source.skipWord(at);
            if (fieldCount < MAX_FIELDS) {
                starts[fieldCount] = at;
                ends[fieldCount] = end;
            }
            fieldCount++;
            at = end;
        }
    }

    private List<CronField> layout(int from) {
        boolean unix = dialect == CronDialect.UNIX;
        if (fieldCount == 5 && unix) {
            return CronField.UNIX_FIELDS;
        }
        if (fieldCount == 6) {
            return CronField.SIX_FIELDS;
        }
        if (fieldCount == 7 && !unix) {
            return CronField.SEVEN_FIELDS;
        }
        String advice = fieldCount == 7
                ? "a year is for the quartz dialect only"
                : fieldCount == 5
                        ? "put the seconds first, as in 0 "
                                + Excerpt.of(text.substring(from).strip(), Excerpt.SHORT) + ", or use the unix dialect"
                        : "write them with blanks between";
        String fields = unix ? "5 fields or 6 with seconds first" : "6 fields starting with seconds, or 7 with a year";
        throw source.wrong(from, text.length(), fields + ", not " + fieldCount, advice);
    }

    private boolean hasStarOrSlash(int from, int to) {
        for (int at = from; at < to; at++) {
            if (text.charAt(at) == '*' || text.charAt(at) == '/') {
                return true;
            }
        }
        return false;
    }
}

package io.jobflow.scheduler.job;

import io.jobflow.scheduler.schedule.BusinessCalendar;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a calendar from JSON and names everything that is wrong with it. */
final class CalendarReader {

    private static final List<String> FIELDS =
            List.of("name", "description", "weeklyDaysOff", "excluded", "worked", "moved");
    private static final String EXPECTED_DAY = "a day in the years 1970 to 9999 such as 2026-10-01";
    private static final String EXPECTED_RANGE =
            EXPECTED_DAY + ", or the first and the last day of a range such as 2026-10-01/2026-10-07";
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final int MAX_DESCRIPTION = 2_000;
    private static final int MAX_TEXT = 100;
    private static final int FIRST_YEAR = 1970;

    private final JsonFields fields;
    private final NavigableMap<LocalDate, LocalDate> excluded = new TreeMap<>();

    private CalendarReader(JsonFields fields) {
        this.fields = fields;
    }

    static BusinessCalendar read(String json, String name) {
        return new CalendarReader(JsonFields.parse(json, FIELDS)).read(name);
    }

    private BusinessCalendar read(String name) {
        String given = fields.text("name", MAX_TEXT);
        if (given != null && !given.equals(name)) {
            fields.note(FieldProblem.invalid("name", given, "\"" + name + "\", the name in the address, or no name"));
        }
        String description = fields.text("description", MAX_DESCRIPTION);
        Set<DayOfWeek> weekly = weeklyDaysOff();
        readExcluded();
        NavigableMap<LocalDate, LocalDate> moved = moved();
        NavigableSet<LocalDate> worked = worked(moved);
        fields.throwIfAny();
        return new BusinessCalendar(name, description == null ? "" : description, weekly, excluded, worked, moved);
    }

    private Set<DayOfWeek> weeklyDaysOff() {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        List<String> texts = texts("weeklyDaysOff", DayOfWeek.values().length);
        for (int i = 0; i < texts.size(); i++) {
            DayOfWeek day = dayOfWeek(texts.get(i));
            if (day == null) {
                note("weeklyDaysOff[" + i + "]", texts.get(i), "a day of the week such as saturday");
            } else {
                days.add(day);
            }
        }
        return days;
    }

    private static @Nullable DayOfWeek dayOfWeek(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
                return day;
            }
        }
        return null;
    }

    private void readExcluded() {
        List<String> texts = texts("excluded", BusinessCalendar.MAX_ENTRIES);
        for (int i = 0; i < texts.size(); i++) {
            exclude("excluded[" + i + "]", texts.get(i));
        }
    }

    private void exclude(String field, String text) {
        int slash = text.indexOf('/');
        LocalDate first = day(slash < 0 ? text : text.substring(0, slash));
        LocalDate last = slash < 0 ? first : day(text.substring(slash + 1));
        if (first == null || last == null) {
            note(field, text, EXPECTED_RANGE);
        } else if (last.isBefore(first)) {
            note(field, text, "a range whose first day is not after its last");
        } else if (overlaps(first, last)) {
            note(field, text, "days that no other entry excludes");
        } else {
            excluded.put(first, last);
        }
    }

    private boolean overlaps(LocalDate first, LocalDate last) {
        Map.Entry<LocalDate, LocalDate> before = excluded.floorEntry(last);
        return before != null && !before.getValue().isBefore(first);
    }

    private NavigableMap<LocalDate, LocalDate> moved() {
        NavigableMap<LocalDate, LocalDate> moved = new TreeMap<>();
        fields.textMap("moved", BusinessCalendar.MAX_ENTRIES, MAX_TEXT).forEach((from, to) -> {
            LocalDate source = day(from);
            LocalDate target = day(to);
            if (source == null) {
                note("moved." + from, from, "as the field's name " + EXPECTED_DAY);
            } else if (target == null || target.equals(source)) {
                note("moved." + from, to, "another day, " + EXPECTED_DAY);
            } else {
                moved.put(source, target);
            }
        });
        return moved;
    }

    private NavigableSet<LocalDate> worked(Map<LocalDate, LocalDate> moved) {
        NavigableSet<LocalDate> worked = new TreeSet<>();
        List<String> texts = texts("worked", BusinessCalendar.MAX_ENTRIES);
        for (int i = 0; i < texts.size(); i++) {
            LocalDate day = day(texts.get(i));
            if (day == null) {
                note("worked[" + i + "]", texts.get(i), EXPECTED_DAY);
            } else if (overlaps(day, day) || moved.containsKey(day)) {
                note("worked[" + i + "]", texts.get(i), "a day that is neither excluded nor moved away");
            } else {
                worked.add(day);
            }
        }
        return worked;
    }

    private List<String> texts(String name, int max) {
        return fields.textsOrNone(name, max, MAX_TEXT);
    }

    private void note(String field, String value, String expected) {
        fields.note(FieldProblem.invalid(fields.at(field), value, expected));
    }

    private static @Nullable LocalDate day(String text) {
        if (!DAY.matcher(text).matches()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            return day.getYear() < FIRST_YEAR ? null : day;
        } catch (DateTimeException e) {
            return null;
        }
    }
}

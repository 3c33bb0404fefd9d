package io.jobflow.scheduler.cron;

import org.jspecify.annotations.Nullable;

/**
 * Reads one field: a list of items, each a value, a range, a step or one of the day fields' special forms. One pass over
 * the characters, without copies; confined to one call.
 */
final class FieldParser {
    /** More than any field has values, so that a list without end is refused early. */
    private static final int MAX_ITEMS = 256;

    private static final String FORMS = ", *, or lists, ranges a-b and steps /n of these";
    private static final String CORRECT = "correct this field";

    private final CronText source;
    private final String text;
    private final boolean quartz;
    private final CronField field;
    private final int to;
    private final @Nullable Spread spread;
    private final FieldValues values;

    private int at;
    private int itemStart;
    private int itemEnd;

    /**
     * @param from the field's first character
     * @param to the character after its last
     * @param spread what {@code H} stands for; null without a seed
     */
    FieldParser(CronText source, CronField field, int from, int to, @Nullable Spread spread) {
        this.source = source;
        this.text = source.text();
        this.quartz = source.dialect() == CronDialect.QUARTZ;
        this.field = field;
        this.at = from;
        this.to = to;
        this.spread = spread;
        this.values = new FieldValues(field);
    }

    FieldValues parse() {
        int start = at;
        char first = text.charAt(start);
        values.startsWithStar = first == '*' || first == '?';
        for (int items = 1; ; items++) {
            if (items > MAX_ITEMS) {
                throw source.wrong(field, start, to, "at most " + MAX_ITEMS + " items in a list", "shorten the list");
            }
            readItem();
            if (at == to) {
                return values;
            }
            at++;
        }
    }

    private void readItem() {
        itemStart = at;
        itemEnd = at;
        while (itemEnd < to && text.charAt(itemEnd) != ',') {
            itemEnd++;
        }
        if (itemStart == itemEnd) {
            throw source.wrong(field, at, at, "a value beside each comma", "remove the stray comma");
        }
        switch (text.charAt(at)) {
            case '*' -> readStar();
            case '?' -> readUnspecified();
            case '/' -> readBareStep();
            case 'L', 'l' -> readLast();
            case 'H', 'h' -> readSpread();
            default -> readValues();
        }
        if (at != itemEnd) {
            throw wrong(expected(), CORRECT);
        }
    }

    private void readStar() {
        at++;
        values.unrestricted |= at == itemEnd;
        values.addRange(field.min, field.max, readStep(quartz));
    }

    private void readUnspecified() {
        if (!field.isDay()) {
            throw wrong(expected(), "? stands for a day field only; write * here");
        }
        if (itemEnd - itemStart != 1 || itemEnd != to || !values.startsWithStar) {
            throw wrong("? alone", "write ? without anything else in the field");
        }
        at++;
        values.unspecified = true;
        values.addRange(field.min, field.max, 1);
    }

    private void readBareStep() {
        if (!quartz) {
            throw wrong(expected(), "write */n for a step over the whole field");
        }
        values.addRange(field.min, field.max, readStep(true));
    }

    private void readLast() {
        at++;
        if (field == CronField.DAY_OF_MONTH) {
            readLastDay();
        } else if (field == CronField.DAY_OF_WEEK && quartz && at == itemEnd && onlyItem()) {
            values.add(6);
        } else if (field == CronField.DAY_OF_WEEK) {
            throw wrong(
                    expected(), "put the weekday before L, as in " + (quartz ? "6L" : "5L") + " for the last Friday");
        } else {
            throw wrong(expected(), "L belongs to the day fields");
        }
    }

    private void readLastDay() {
        int offset = 0;
        if (has('-')) {
            at++;
            offset = readNumber();
            if (offset > 30 || offset == 0 && !quartz) {
                throw wrong("L-" + (quartz ? 0 : 1) + " to L-30", CORRECT);
            }
        }
        if (has('W')) {
            at++;
            values.nearestFromEnd |= 1 << offset;
        } else {
            values.fromEnd |= 1 << offset;
        }
    }

    private void readSpread() {
        if (quartz) {
            throw wrong(expected(), "H belongs to the unix dialect");
        }
        if (spread == null) {
            throw wrong(expected(), "H needs a seed such as the job's name; give one when parsing");
        }
        at++;
        int low = field.min;
        int high = field == CronField.DAY_OF_MONTH ? 28 : field.max;
        if (has('(')) {
            at++;
            low = readValue();
            require('-', "H(a-b)");
            high = readValue();
            require(')', "H(a-b)");
            if (high < low) {
                throw wrong("H(a-b) with a not above b", "swap the two");
            }
        }
        int span = high - low + 1;
        if (has('/')) {
            int step = readStep(false);
            values.addRange(low + spread.of(field, Math.min(step, span)), high, step);
        } else {
            values.add(low + spread.of(field, span));
        }
    }

    private void readValues() {
        int low = readValue();
        if (has('-')) {
            at++;
            readRange(low, readValue());
        } else if (has('/')) {
            values.addRange(field == CronField.DAY_OF_WEEK ? low % 7 : low, field.max, readStep(quartz));
        } else if (field == CronField.DAY_OF_WEEK && has('L')) {
            requireOnlyItem("L");
            at++;
            values.lastWeekdays |= 1 << low % 7;
        } else if (field == CronField.DAY_OF_WEEK && has('#')) {
            requireOnlyItem("#");
            at++;
            int week = readNumber();
            if (week < 1 || week > 5) {
                throw wrong("#1 to #5 after the weekday", CORRECT);
            }
            values.nthWeekdays |= 1L << (week - 1) * 7 + low % 7;
        } else if (field == CronField.DAY_OF_MONTH && has('W')) {
            at++;
            values.nearest |= 1 << low;
        } else {
            values.add(low);
        }
    }

    private void readRange(int low, int end) {
        boolean sundayEnds = field == CronField.DAY_OF_WEEK && !quartz && end == 0 && low > 0;
        int high = sundayEnds ? 7 : end;
        int step = readStep(false);
        if (low <= high) {
            values.addRange(low, high, step);
        } else if (quartz && field != CronField.YEAR) {
            values.addWrapping(low, high, step);
        } else {
            throw wrong(
                    "a range a-b with a not above b",
                    quartz ? "swap the two" : "split it in two, as in a-" + field.max + "," + field.min + "-b");
        }
    }

    /** The step after a slash, or 1 where there is none. */
    private int readStep(boolean limited) {
        if (!has('/')) {
            return 1;
        }
        at++;
        int step = readNumber();
        int limit = field == CronField.DAY_OF_WEEK ? 7 : field.max;
        if (step == 0 || limited && step > limit) {
            throw wrong("a step of 1 " + (limited ? "to " + limit : "or more"), CORRECT);
        }
        return step;
    }

    /** A number or a name; for a weekday 0-6 from Sunday, and 7 where the unix dialect has it. */
    private int readValue() {
        int start = at;
        if (at < itemEnd && isLetter(text.charAt(at))) {
            return readName();
        }
        int value = readNumber();
        if (field == CronField.DAY_OF_WEEK) {
            int min = quartz ? 1 : 0;
            if (value < min || value > 7) {
                throw source.wrong(field, start, at, expected(), CORRECT);
            }
            return value - min;
        }
        if (value < field.min || value > field.max) {
            throw source.wrong(field, start, at, expected(), CORRECT);
        }
        return value;
    }

    private int readName() {
        int value = itemEnd - at < 3 ? -1 : field.valueOf(text, at);
        if (value < 0) {
            throw wrong(expected(), CORRECT);
        }
        at += 3;
        if (at < itemEnd && isLetter(text.charAt(at)) && !has('L')) {
            throw wrong(expected(), "use the first three letters, " + text.substring(at - 3, at));
        }
        return value;
    }

    private int readNumber() {
        int start = at;
        int value = 0;
        while (at < itemEnd && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            if (at - start == 9) {
                throw wrong("a number of at most 9 digits", CORRECT);
            }
            value = value * 10 + text.charAt(at) - '0';
            at++;
        }
        if (at == start) {
            throw wrong(expected(), CORRECT);
        }
        return value;
    }

    private void require(char wanted, String form) {
        if (!has(wanted)) {
            throw wrong("the form " + form, CORRECT);
        }
        at++;
    }

    /** Quartz: its documentation allows neither L nor # in a list of weekdays. */
    private void requireOnlyItem(String form) {
        if (quartz && !onlyItem()) {
            throw wrong("a single weekday with " + form, "make it several jobs, or use the unix dialect");
        }
    }

    private boolean onlyItem() {
        return itemEnd == to && (itemStart == 0 || text.charAt(itemStart - 1) != ',');
    }

    /** True where the next character of the item is the given one, letters in any case. */
    private boolean has(char upper) {
        return at < itemEnd && (text.charAt(at) == upper || isLetter(upper) && text.charAt(at) == upper + 32);
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private String expected() {
        return field.expected(source.dialect()) + FORMS;
    }

    private CronSyntaxException wrong(String expected, String advice) {
        return source.wrong(field, itemStart, itemEnd, expected, advice);
    }
}

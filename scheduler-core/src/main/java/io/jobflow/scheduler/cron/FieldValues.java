package io.jobflow.scheduler.cron;

/** What one field chooses, while it is read; confined to the thread that parses. */
final class FieldValues {
    final CronField field;

    /** Bit n: value n (year: value 1970 + n in four words). */
    final long[] words;

    /** Days counted from the month's end, nearest weekdays, and both: see {@link DayRule}. */
    int fromEnd;

    int nearest;
    int nearestFromEnd;

    int lastWeekdays;
    long nthWeekdays;

    /** True where the field begins with {@code *} or is {@code ?}. */
    boolean startsWithStar;

    /** True where a year field is {@code *}, which goes beyond the years that can be named. */
    boolean unrestricted;

    /** True where the field is {@code ?}. */
    boolean unspecified;

    FieldValues(CronField field) {
        this.field = field;
        this.words = new long[field == CronField.YEAR ? 4 : 1];
    }

    /** Adds a value, for a weekday 7 being Sunday too. */
    void add(int value) {
        if (field == CronField.YEAR) {
            int bit = value - YearSet.FIRST;
            words[bit >> 6] |= 1L << bit;
        } else {
            words[0] |= 1L << (field == CronField.DAY_OF_WEEK ? value % 7 : value);
        }
    }

    void addRange(int from, int to, int step) {
        for (long value = from; value <= to; value += step) {
            add((int) value);
        }
    }

    /** Adds a range that goes on at the field's first value when it has passed the last. */
    void addWrapping(int from, int to, int step) {
        int span = field.max - field.min + 1;
        for (long value = from; value <= to + span; value += step) {
            add((int) (value - field.min) % span + field.min);
        }
    }

    long bits() {
        return words[0];
    }

    int smallBits() {
        return (int) words[0];
    }
}

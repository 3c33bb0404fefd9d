package io.jobflow.scheduler.cron;

/**
 * The chosen years: all, or some of {@value #FIRST} to {@value #LAST}.
 *
 * @param all true where the expression does not restrict the year; the words are 0 then
 */
record YearSet(boolean all, long word0, long word1, long word2, long word3) {
    static final int FIRST = 1970;
    static final int LAST = 2199;
    static final int NONE = Integer.MIN_VALUE;
    static final YearSet ALL = new YearSet(true, 0, 0, 0, 0);

    boolean contains(int year) {
        return all || year >= FIRST && year <= LAST && has(year - FIRST);
    }

    /** The first chosen year at or after {@code year}, or {@link #NONE}. */
    int next(int year) {
        if (all) {
            return year <= CivilDays.MAX_YEAR ? year : NONE;
        }
        for (int bit = Math.max(year - FIRST, 0); bit <= LAST - FIRST; bit++) {
            if (has(bit)) {
                return FIRST + bit;
            }
        }
        return NONE;
    }

    /** The last chosen year at or before {@code year}, or {@link #NONE}. */
    int previous(int year) {
        if (all) {
            return year >= CivilDays.MIN_YEAR ? year : NONE;
        }
        for (int bit = Math.min(year, LAST) - FIRST; bit >= 0; bit--) {
            if (has(bit)) {
                return FIRST + bit;
            }
        }
        return NONE;
    }

    private boolean has(int bit) {
        return (word(bit >> 6) >>> bit & 1) != 0;
    }

    private long word(int index) {
        return switch (index) {
            case 0 -> word0;
            case 1 -> word1;
            case 2 -> word2;
            default -> word3;
        };
    }
}

package io.jobflow.scheduler.cron;

/** The chosen seconds of a day, as the product of three bit sets; none of them is empty. Bit n stands for the value n. */
record TimeOfDaySet(long seconds, long minutes, int hours) {
    static final int NONE = -1;

    int first() {
        return Integer.numberOfTrailingZeros(hours) * 3600 + firstOfHour();
    }

    int last() {
        return highest(hours) * 3600 + lastOfHour();
    }

    /** The first chosen second of the day at or after {@code secondOfDay}, or {@link #NONE}. */
    int next(int secondOfDay) {
        int hour = secondOfDay / 3600;
        if ((hours >>> hour & 1) != 0) {
            int secondOfHour = secondOfDay - hour * 3600;
            int minute = secondOfHour / 60;
            if ((minutes >>> minute & 1) != 0) {
                long rest = seconds >>> (secondOfHour - minute * 60);
                if (rest != 0) {
                    return secondOfDay + Long.numberOfTrailingZeros(rest);
                }
            }
            long later = minutes >>> minute + 1;
            if (later != 0) {
                int found = minute + 1 + Long.numberOfTrailingZeros(later);
                return hour * 3600 + found * 60 + Long.numberOfTrailingZeros(seconds);
            }
        }
        int later = hours >>> hour + 1;
        return later == 0 ? NONE : (hour + 1 + Integer.numberOfTrailingZeros(later)) * 3600 + firstOfHour();
    }

    /** The last chosen second of the day at or before {@code secondOfDay}, or {@link #NONE}. */
    int previous(int secondOfDay) {
        int hour = secondOfDay / 3600;
        if ((hours >>> hour & 1) != 0) {
            int secondOfHour = secondOfDay - hour * 3600;
            int minute = secondOfHour / 60;
            if ((minutes >>> minute & 1) != 0) {
                long upTo = seconds & upTo(secondOfHour - minute * 60);
                if (upTo != 0) {
                    return hour * 3600 + minute * 60 + highest(upTo);
                }
            }
            long earlier = minutes & upTo(minute - 1);
            if (earlier != 0) {
                return hour * 3600 + highest(earlier) * 60 + highest(seconds);
            }
        }
        long earlier = hours & upTo(hour - 1);
        return earlier == 0 ? NONE : highest(earlier) * 3600 + lastOfHour();
    }

    private int firstOfHour() {
        return Long.numberOfTrailingZeros(minutes) * 60 + Long.numberOfTrailingZeros(seconds);
    }

    private int lastOfHour() {
        return highest(minutes) * 60 + highest(seconds);
    }

    private static long upTo(int bit) {
        return (1L << bit + 1) - 1;
    }

    private static int highest(long bits) {
        return 63 - Long.numberOfLeadingZeros(bits);
    }
}

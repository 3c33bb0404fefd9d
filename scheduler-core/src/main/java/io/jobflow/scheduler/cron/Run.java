package io.jobflow.scheduler.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Values at equal distance, as a list of values is shown to a person: {@code from}, {@code from + step}, … {@code to}. */
record Run(int from, int to, int step) {
    /** A shorter row of values is clearer value by value. */
    private static final int SHORTEST = 3;

    boolean isSingle() {
        return from == to;
    }

    int size() {
        return (to - from) / step + 1;
    }

    /** Cuts a set of values into runs, the smallest value first; every value is in exactly one run. */
    static List<Run> of(long bits, boolean steps) {
        return of(0, 63, value -> (bits >>> value & 1) != 0, steps);
    }

    /**
     * Cuts the values that {@code chosen} accepts into runs.
     *
     * @param steps whether a run may have a step above 1
     */
    static List<Run> of(int min, int max, IntPredicate chosen, boolean steps) {
        boolean[] left = new boolean[max - min + 1];
        for (int value = min; value <= max; value++) {
            left[value - min] = chosen.test(value);
        }
        List<Run> runs = new ArrayList<>();
        for (int at = 0; at < left.length; at++) {
            if (left[at]) {
                Run run = longest(left, at, steps);
                for (int value = run.from; value <= run.to; value += run.step) {
                    left[value] = false;
                }
                runs.add(new Run(run.from + min, run.to + min, run.step));
            }
        }
        return runs;
    }

    private static Run longest(boolean[] left, int from, boolean steps) {
        int next = from + 1;
        while (steps && next < left.length && !left[next]) {
            next++;
        }
        int step = next - from;
        int to = from;
        while (to + step < left.length && left[to + step]) {
            to += step;
        }
        Run run = new Run(from, to, step);
        return run.size() < SHORTEST ? new Run(from, from, 1) : run;
    }
}

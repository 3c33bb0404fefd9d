package io.jobflow.scheduler.sim.check;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Everything that was seen, in order. Facts are only added; each goes to every checker at once. The last lines are kept
 * for people, and a hash over all of them tells two histories apart.
 */
public final class History {

    private static final int LINES = Integer.getInteger("jobflow.sim.tail", 200);

    private final List<Checker> checkers;
    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 1_125_899_906_842_597L;
    private long facts;

    public History(List<Checker> checkers) {
        this.checkers = new ArrayList<>(checkers);
    }

    /** Adds a fact and has it checked. */
    public void add(Duration at, Fact fact) {
        facts++;
        note(at, FactLine.of(fact));
        Seen seen = new Seen(at, fact);
        for (Checker checker : checkers) {
            checker.see(seen);
        }
    }

    /** Adds what no checker needs to know: a fault, a clock that jumps. */
    public void note(Duration at, String line) {
        String whole = at.toNanos() / 1_000 + " us  " + line;
        for (int i = 0; i < whole.length(); i++) {
            hash = hash * 31 + whole.charAt(i);
        }
        lines.addLast(whole);
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    /** The newest lines, oldest first. */
    public List<String> tail() {
        return List.copyOf(lines);
    }

    /** A hash of all lines. */
    public long hash() {
        return hash;
    }

    /** How many facts there are. */
    public long size() {
        return facts;
    }
}

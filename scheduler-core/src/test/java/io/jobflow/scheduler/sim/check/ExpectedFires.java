package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.schedule.MisfirePolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * S2: every fire time that a schedule asked for while it was on has a row, or lies in a row that stands for many; no
 * other has one; and the misfire policy has chosen rightly which of them run.
 */
public final class ExpectedFires extends Checker {

    private static final Pattern RANGE = Pattern.compile("from (\\S+) to (\\S+) were missed");
    private static final int ROWS = 1_000;

    /** A job, and the times its schedule still asks for; null while it is off. */
    private static final class Plan {

        Job job;

        @Nullable FireTimes times;

        final TreeSet<Instant> recorded = new TreeSet<>();

        /** Whose time has come and that have no row yet, as far as anybody can see. */
        final TreeSet<Instant> owed = new TreeSet<>();

        Plan(Job job) {
            this.job = job;
        }

        void comesTo(Instant until) {
            Instant time;
            while (times != null && (time = times.takeUpTo(until)) != null) {
                owed.add(time);
            }
        }

        boolean isLaterThanAny(Collection<Instant> some) {
            return !recorded.isEmpty() && some.stream().anyMatch(time -> time.isBefore(recorded.last()));
        }
    }

    private record Range(Instant from, Instant to) {

        boolean covers(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    private final Map<JobId, Plan> plans = new TreeMap<>();

    public ExpectedFires() {
        super("S2 fires");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.JobSaved saved) {
            saved(saved.job());
        } else if (seen.fact() instanceof Fact.FiresRecorded fires) {
            recorded(fires);
        } else if (seen.fact() instanceof Fact.RoundDone done) {
            plans.values().forEach(plan -> requireNoneDue(plan, done.wall()));
        }
    }

    private void saved(Job job) {
        Plan plan = plans.get(job.id());
        if (plan == null) {
            plan = new Plan(job);
            plans.put(job.id(), plan);
            begin(plan);
            return;
        }
        Job before = plan.job;
        boolean goesOn = isOn(before)
                && isOn(job)
                && before.definition().timetable().equals(job.definition().timetable());
        if (!goesOn) {
            requireNoneDue(plan, job.updatedAt());
        }
        plan.job = job;
        if (!goesOn) {
            begin(plan);
        }
    }

    private static void begin(Plan plan) {
        Job job = plan.job;
        plan.owed.clear();
        plan.times = isOn(job) && FireTimes.knows(job) ? new FireTimes(job, job.updatedAt()) : null;
    }

    private static boolean isOn(Job job) {
        return job.definition().enabled() && job.deletedAt() == null;
    }

    private void requireNoneDue(Plan plan, Instant wall) {
        plan.comesTo(wall);
        // The clock may have been set back since rows were recorded.
        SortedSet<Instant> due = plan.owed.headSet(wall, true);
        for (Instant time : due) {
            require(
                    plan.recorded.contains(time),
                    "fire time %s of job %s (%s) has no row at %s",
                    time,
                    plan.job.id(),
                    plan.job.definition().schedule(),
                    wall);
        }
        due.clear();
    }

    private void recorded(Fact.FiresRecorded fires) {
        Plan plan = plans.get(fires.job());
        require(plan != null, "fires of job %s, which is not stored", fires.job());
        if (plan == null || !FireTimes.knows(plan.job)) {
            if (plan != null) { // A later schedule may ask for the same time.
                fires.stored().forEach(row -> plan.recorded.add(row.fireTime()));
            }
            return;
        }
        plan.comesTo(fires.at());
        Map<Instant, Execution> rows = new TreeMap<>();
        List<Range> ranges = new ArrayList<>();
        for (Execution row : fires.stored()) {
            Reason reason = row.reason();
            if (reason != null && reason.code().equals(Reason.MISFIRED_RANGE)) {
                ranges.add(range(reason));
            } else {
                rows.put(row.fireTime(), row);
            }
            require(plan.owed.contains(row.fireTime()), "%s of job %s was not to fire", row.fireTime(), fires.job());
        }
        List<Instant> due = plan.owed.stream()
                .filter(time -> rows.containsKey(time)
                        || plan.recorded.contains(time)
                        || ranges.stream().anyMatch(range -> range.covers(time)))
                .toList();
        if (!plan.isLaterThanAny(rows.keySet())) {
            checkPolicy(plan, fires.at(), due, rows);
        } // Else they were planned, and what was decided of later ones counts, too.
        plan.recorded.addAll(due);
        plan.owed.removeAll(due);
    }

    private Range range(Reason reason) {
        Matcher matcher = RANGE.matcher(reason.sentence());
        require(matcher.find(), "no range in \"%s\"", reason.sentence());
        return new Range(Instant.parse(matcher.group(1)), Instant.parse(matcher.group(2)));
    }

    /** Those whose request was to leave before an instant; where jitter would have one overtake another, it does not. */
    private static List<Instant> missed(Job job, List<Instant> due, Instant limit) {
        List<Instant> missed = new ArrayList<>();
        Instant latest = Instant.MIN;
        for (Instant time : due) {
            Instant leaves = job.dueAt(time);
            latest = leaves.isAfter(latest) ? leaves : latest;
            if (latest.isBefore(limit)) {
                missed.add(time);
            }
        }
        return missed;
    }

    private void checkPolicy(Plan plan, Instant now, List<Instant> due, Map<Instant, Execution> rows) {
        MisfirePolicy policy = plan.job.definition().misfire();
        Instant limit = now.minus(policy.threshold());
        List<Instant> missed = missed(plan.job, due, limit);
        int run = switch (policy.action()) {
            case SKIP -> 0;
            case FIRE_ONCE -> missed.size() == due.size() ? Math.min(1, missed.size()) : 0;
            case CATCH_UP -> Math.min(policy.maxCatchUp(), missed.size());
        };
        for (int i = Math.max(0, missed.size() - ROWS); i < missed.size(); i++) {
            Execution row = rows.get(missed.get(i));
            boolean runs = i >= missed.size() - run;
            require(
                    row == null || runs == (row.status() != ExecutionStatus.MISFIRED),
                    "%s, missed by job %s, is %s under %s; %s of %s missed ones were to run",
                    missed.get(i),
                    plan.job.id(),
                    row == null ? "" : row.status(),
                    policy,
                    run,
                    missed.size());
        }
        rows.forEach((time, row) -> require(
                missed.contains(time) || row.status() != ExecutionStatus.MISFIRED,
                "%s of job %s was on time at %s and counts as missed",
                time,
                plan.job.id(),
                now));
    }
}

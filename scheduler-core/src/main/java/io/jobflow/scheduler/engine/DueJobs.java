package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When each job is due next. What is asked costs the same however many jobs are not due. Confined to the engine's thread.
 *
 * <p>For fires that are planned ahead a mark moves over the times: up to it every job has been looked at. It moves in
 * strides of a third of the window, so that one transaction plans the fires of a third of a second or more, and looking
 * falls between full seconds, when most fires leave. A job before the mark is looked at again when something about it has
 * changed.
 */
final class DueJobs {

    private static final int STRIDES = 3;

    private record Due(Instant at, JobId job) implements Comparable<Due> {

        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : job.compareTo(other.job);
        }
    }

    private final TreeSet<Due> due = new TreeSet<>();
    private final Duration window;
    private final long strideMillis;
    private final Set<JobId> again = new LinkedHashSet<>();
    private Due mark = new Due(Instant.MIN, new JobId(0));

    /**
     * An empty set.
     *
     * @param window how long ahead fires are planned; below three milliseconds they are not
     */
    DueJobs(Duration window) {
        this.window = window;
        this.strideMillis = window.toMillis() / STRIDES;
    }

    /** When the request of a job's next fire leaves by the wall clock, null when it has none. */
    static @Nullable Instant dueAt(Job job) {
        Instant nextFire = job.nextFire();
        return nextFire == null ? null : job.dueAt(nextFire);
    }

    void add(Job job) {
        Instant at = dueAt(job);
        if (at != null) {
            due.add(new Due(at, job.id()));
            lookAgain(job);
        }
    }

    void remove(Job job) {
        Instant at = dueAt(job);
        if (at != null) {
            due.remove(new Due(at, job.id()));
        }
        again.remove(job.id());
    }

    /** The job that comes first, if its time has come; null when none is due. */
    @Nullable JobId first(Instant wall) {
        return due.isEmpty() || due.first().at().isAfter(wall)
                ? null
                : due.first().job();
    }

    /** How long until the next job is due; null when no job has a fire time. */
    @Nullable Duration untilNext(Instant wall) {
        return due.isEmpty() ? null : Duration.between(wall, due.first().at());
    }

    /** Hears that a job which was looked at may be planned ahead now. */
    void lookAgain(Job job) {
        Instant at = dueAt(job);
        if (at != null && strideMillis > 0 && new Due(at, job.id()).compareTo(mark) <= 0) {
            again.add(job.id());
        }
    }

    /** Takes the jobs that are to be looked at now, to have their next fires planned ahead; some may not be due within the
     * window. */
    List<JobId> toPlanAhead(Instant wall, int max) {
        List<JobId> taken = new ArrayList<>();
        if (strideMillis > 0) {
            Due horizon = new Due(wall.plus(window), new JobId(Long.MAX_VALUE));
            mark = mark.compareTo(horizon) > 0 ? horizon : mark;
            takeAgain(taken, max);
            Due first = due.higher(mark);
            if (first != null && !lookAt(first).isAfter(wall)) {
                moveMark(taken, max, horizon);
            }
        }
        return taken;
    }

    private void takeAgain(List<JobId> taken, int max) {
        for (Iterator<JobId> jobs = again.iterator(); jobs.hasNext() && taken.size() < max; ) {
            taken.add(jobs.next());
            jobs.remove();
        }
    }

    private void moveMark(List<JobId> taken, int max, Due horizon) {
        for (Due next : due.tailSet(mark, false)) {
            if (next.compareTo(horizon) > 0) {
                break;
            }
            if (taken.size() >= max) {
                return;
            }
            taken.add(next.job());
            mark = next;
        }
        mark = horizon;
    }

    /** How long until jobs are to be looked at; null when no job has a fire time. */
    @Nullable Duration untilToPlanAhead(Instant wall) {
        if (!again.isEmpty()) {
            return Duration.ZERO;
        }
        Due next = strideMillis == 0 ? null : due.higher(mark);
        return next == null ? null : Duration.between(wall, lookAt(next));
    }

    /** Two to three strides before it is due. */
    private Instant lookAt(Due next) {
        long offset = strideMillis / 2;
        long latest = next.at().toEpochMilli() - (STRIDES - 1) * strideMillis - offset;
        return Instant.ofEpochMilli(Math.floorDiv(latest, strideMillis) * strideMillis + offset);
    }
}

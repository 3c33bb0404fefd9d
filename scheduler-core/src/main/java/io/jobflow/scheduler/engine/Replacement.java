package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.ConcurrencyPolicy.Overlap;
import io.jobflow.scheduler.job.JobId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The concurrency policy {@code replace} at work: the newest fire has the others make way. Looks at where a job stands,
 * not at what has happened, so that it comes to the same after a restart: of the executions that wait only the newest goes
 * on waiting, and as many of the oldest under way are replaced as it takes to give it a place. Executions that are not
 * recorded yet neither replace nor are replaced, because their fire keys may be taken.
 */
final class Replacement {

    private final EngineState state;
    private final Backlog backlog;
    private final SettleAttempts settles;
    private final Set<JobId> touched;

    Replacement(EngineState state, Backlog backlog, Admission admission, SettleAttempts settles) {
        this.state = state;
        this.backlog = backlog;
        this.settles = settles;
        this.touched = admission.replacing();
    }

    /** Looks at the jobs of which something has changed. */
    void review() {
        while (!touched.isEmpty()) {
            Set<JobId> now = new TreeSet<>(touched);
            touched.clear();
            for (JobId id : now) {
                JobState job = state.jobs.get(id);
                if (job != null && !job.isDeleted() && isOn(job)) {
                    review(job);
                }
            }
        }
    }

    static boolean isOn(JobState job) {
        return job.job.definition().concurrency().overlap() == Overlap.REPLACE;
    }

    private void review(JobState job) {
        List<LiveExecution> waiting = backlog.live(job).stream()
                .filter(execution -> execution.recorded)
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        ExecutionId newest = waiting.get(waiting.size() - 1).id();
        for (LiveExecution overtaken : waiting.subList(0, waiting.size() - 1)) {
            settles.overtake(overtaken, reason("Replaced by execution " + newest + " before its turn came."));
        }
        makePlace(job, newest);
    }

    private void makePlace(JobState job, ExecutionId newest) {
        Reason reason = reason(
                "Replaced by execution " + newest + ", which starts when no attempt of this one can be under way: when"
                        + " each has answered or its deadline has passed.");
        for (LiveExecution execution : wanted(job) > 0 ? List.copyOf(state.live.values()) : List.<LiveExecution>of()) {
            boolean isVictim = execution.job == job
                    && !execution.waiting
                    && !execution.isPlanned()
                    && !execution.outsideLimit
                    && execution.recorded
                    && !execution.replaced;
            if (isVictim && wanted(job) > 0) {
                settles.replace(execution, reason);
            }
        }
    }

    /** How many more executions have to make way. */
    private static int wanted(JobState job) {
        int limit = job.job.definition().concurrency().limit();
        return job.hasWaiting() ? job.admitted - job.replaced - (limit - 1) : 0;
    }

    private static Reason reason(String sentence) {
        return new Reason(Reason.CONCURRENCY_REPLACED, sentence);
    }
}

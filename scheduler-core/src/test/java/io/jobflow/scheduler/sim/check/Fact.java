package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.EngineLoad;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Backfill;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.FencingToken;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something that can be seen from outside the scheduler: in its store, at an executor, or by who asks it something. */
public sealed interface Fact {

    /** A process has taken the store over. */
    record NodeStarted(long epoch) implements Fact {}

    /** A process is gone: killed, or fenced off by another. */
    record NodeLost(long epoch, String why) implements Fact {}

    /** A process has ended by itself although nobody asked it to. */
    record NodeFailed(String why) implements Fact {}

    /** A job's row was written. */
    record JobSaved(Job job) implements Fact {}

    /**
     * Fires of a job were written down in one write.
     *
     * @param at the wall clock by which they were found due
     * @param stored the rows that exist now; those whose fire key was taken are not among them
     */
    record FiresRecorded(JobId job, Instant at, List<Execution> stored) implements Fact {}

    /**
     * An execution's row, with shards and attempts, as it stands after a commit that touched it.
     *
     * @param reopened whether the commit sent it again by request
     */
    record ExecutionStored(Execution value, boolean reopened) implements Fact {}

    /** A backfill as it stands after a commit that touched it. */
    record BackfillStored(Backfill backfill) implements Fact {}

    /** Executions were removed from the history. */
    record Pruned(List<ExecutionId> executions) implements Fact {}

    /**
     * All that a process's round asked for is durable.
     *
     * @param wall what the round took the time to be
     */
    record RoundDone(long epoch, Instant wall) implements Fact {}

    /**
     * An executor has received an attempt, or somebody would have: it has left the scheduler.
     *
     * @param given how long the attempt may take, as the executor was told
     */
    record RequestSent(
            ExecutionId execution,
            JobId job,
            int shardIndex,
            int number,
            FencingToken token,
            Instant fireTime,
            Instant wall,
            Duration given)
            implements Fact {}

    /** A process has heard how an attempt ended. */
    record AnswerHeard(long epoch, ExecutionId execution, int shardIndex, int number, Outcome outcome)
            implements Fact {}

    /** Somebody asks something of the scheduler. */
    record Asked(long request, Command command) implements Fact {}

    /** Somebody has got an answer. */
    record Replied(long request, Reply reply) implements Fact {}

    /** The wall clock was set. */
    record ClockSet(Duration by) implements Fact {}

    /** No fault strikes from now on. */
    record Healed() implements Fact {}

    /** A process has looked around and found nothing to do. */
    record Idled() implements Fact {}

    /**
     * What the store holds at the end, and what the last process says of its load.
     *
     * @param quiet whether every schedule was switched off before, and time given to finish
     */
    record Ended(
            boolean quiet,
            Instant wall,
            List<Job> jobs,
            List<Execution> executions,
            List<DeadLetter> deadLetters,
            EngineLoad load)
            implements Fact {}
}

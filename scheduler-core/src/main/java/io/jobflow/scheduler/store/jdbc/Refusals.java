package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.job.JobId;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.jdbc.AttemptTable.AttemptOf;

/** The sentences with which writes are refused. */
final class Refusals {

    private static final String END = "; nothing of the batch was written";

    private Refusals() {}

    static RefusedWriteException ofUnknownJob(JobId job) {
        return refusal("job " + job + " is not stored, so its next fire time cannot be moved");
    }

    static RefusedWriteException ofUnknown(Object what) {
        return refusal(what + " is not stored, so its state cannot be changed");
    }

    static RefusedWriteException ofTakenId(Execution execution) {
        return refusal("execution \"" + execution.id() + "\" of job \"" + execution.jobName()
                + "\" has the id of another execution");
    }

    static RefusedWriteException ofForeignTraceId(Execution execution) {
        return refusal("the trace id \"" + execution.traceId() + "\" of execution \"" + execution.id()
                + "\" does not begin with the execution's id");
    }

    static RefusedWriteException ofBegun(ExecutionId execution) {
        return refusal("execution \"" + execution + "\" is not planned any more, so it cannot be withdrawn");
    }

    static RefusedWriteException ofNoAttempt(Execution execution, int shardIndex) {
        return refusal("shard " + shardIndex + " of execution \"" + execution.id() + "\" has no attempt to write down");
    }

    static RefusedWriteException ofRunning(AttemptOf attempt) {
        return refusal(attempt + " is to be settled but has not ended");
    }

    static RefusedWriteException ofOtherAttempt(AttemptOf attempt) {
        return refusal(attempt + " is stored with another token than "
                + attempt.attempt().token());
    }

    static RefusedWriteException ofOtherEnd(AttemptOf attempt) {
        return refusal(attempt + " with token " + attempt.attempt().token() + " is not running, and has not ended as \""
                + attempt.attempt().status().value() + "\"");
    }

    private static RefusedWriteException refusal(String what) {
        return new RefusedWriteException(what + END, null);
    }
}

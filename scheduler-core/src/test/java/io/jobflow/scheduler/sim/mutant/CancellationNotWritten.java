package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.AttemptStatus;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.ArrayList;
import java.util.List;

/** M14: a cancellation is acknowledged and not written. */
final class CancellationNotWritten extends FaultyStore {

    @Override
    List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch) {
        List<StoreWrite> kept =
                batch.stream().filter(write -> !isCancellation(write)).toList();
        List<WriteResult> results = new ArrayList<>(kept.isEmpty() ? List.of() : real.write(epoch, kept));
        for (int i = 0; i < batch.size(); i++) {
            if (isCancellation(batch.get(i))) {
                results.add(i, WriteResult.APPLIED);
            }
        }
        return results;
    }

    private static boolean isCancellation(StoreWrite write) {
        if (write instanceof StoreWrite.SettleAttempt settle) {
            Attempt last = settle.execution().shard(settle.shardIndex()).lastAttempt();
            return last != null && last.status() == AttemptStatus.CANCELLED;
        }
        return write instanceof StoreWrite.UpdateExecution update && update.redrivenAt() == null;
    }
}

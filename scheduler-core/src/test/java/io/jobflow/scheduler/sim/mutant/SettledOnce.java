package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** M8: settling an attempt cannot be repeated: the same batch, written again after an unknown outcome, is refused. */
final class SettledOnce extends FaultyStore {

    private final Set<StoreWrite> settled = new HashSet<>();

    @Override
    List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch) {
        for (StoreWrite write : batch) {
            if (write instanceof StoreWrite.SettleAttempt && settled.contains(write)) {
                throw new RefusedWriteException("settled before: " + write, null);
            }
        }
        List<WriteResult> results = real.write(epoch, batch);
        batch.stream().filter(StoreWrite.SettleAttempt.class::isInstance).forEach(settled::add);
        return results;
    }
}

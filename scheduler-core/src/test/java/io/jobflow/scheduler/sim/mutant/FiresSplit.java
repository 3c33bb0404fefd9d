package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * M2: a job's next fire time is committed in a transaction of its own, and its executions in the next one, which a crash
 * may prevent. The rest of a commit that has brought news of a fire comes with the next call.
 */
final class FiresSplit extends FaultyStore {

    private final Map<String, ExecutionId> keys = new HashMap<>();
    private List<StoreWrite> late = List.of();
    private Epoch lateEpoch = new Epoch(0);
    private List<StoreWrite> lastBatch = List.of();

    @Override
    List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch) {
        if (!late.isEmpty() && epoch.equals(lateEpoch)) {
            real.write(epoch, late);
        }
        late = List.of();
        boolean mayWait = !batch.equals(lastBatch) && batch.stream().allMatch(this::isFresh);
        lastBatch = batch;
        if (!mayWait) {
            return real.write(epoch, batch);
        }
        List<StoreWrite> now = new ArrayList<>();
        for (StoreWrite write : batch) {
            StoreWrite.RecordFires fires = (StoreWrite.RecordFires) write;
            now.add(new StoreWrite.RecordFires(fires.job(), fires.nextFire(), List.of()));
        }
        List<WriteResult> results = real.write(epoch, now);
        late = batch;
        lateEpoch = epoch;
        return results;
    }

    /** Fires whose keys are taken are written at once: the engine has to hear of them. */
    private boolean isFresh(StoreWrite write) {
        return write instanceof StoreWrite.RecordFires fires
                && fires.executions().stream().allMatch(execution -> {
                    String key = execution.jobId() + " " + execution.fireKey();
                    ExecutionId holder = keys.putIfAbsent(key, execution.id());
                    return holder == null || holder.equals(execution.id());
                });
    }
}

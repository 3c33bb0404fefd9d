package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.util.List;

/** M10: a fire that a policy does not run leaves no row. */
final class NoRowWithoutRun extends FaultyStore {

    @Override
    List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch) {
        return real.write(epoch, batch.stream().map(NoRowWithoutRun::cut).toList());
    }

    private static StoreWrite cut(StoreWrite write) {
        if (!(write instanceof StoreWrite.RecordFires fires)) {
            return write;
        }
        List<Execution> run = fires.executions().stream()
                .filter(execution -> !execution.status().isFinal())
                .toList();
        return new StoreWrite.RecordFires(fires.job(), fires.nextFire(), run);
    }
}

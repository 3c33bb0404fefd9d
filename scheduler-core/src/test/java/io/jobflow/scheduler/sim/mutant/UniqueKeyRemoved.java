package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.Page;
import io.jobflow.scheduler.store.Snapshot;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** M1: the table of executions has no unique key: a key that is taken is stored under another name, and shown as it was. */
final class UniqueKeyRemoved extends FaultyStore {

    private static final String MARK = "~";

    private final Map<String, ExecutionId> holders = new HashMap<>();

    @Override
    List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch) {
        return real.write(epoch, batch.stream().map(this::freed).toList());
    }

    private StoreWrite freed(StoreWrite write) {
        if (write instanceof StoreWrite.RecordFires fires) {
            List<Execution> freed = fires.executions().stream().map(this::freed).toList();
            return new StoreWrite.RecordFires(fires.job(), fires.nextFire(), freed);
        } else if (write instanceof StoreWrite.RecordTrigger trigger) {
            return new StoreWrite.RecordTrigger(freed(trigger.execution()));
        }
        return write;
    }

    private Execution freed(Execution execution) {
        String fire = execution.jobId() + " " + execution.fireKey();
        ExecutionId holder = holders.putIfAbsent(fire, execution.id());
        boolean free = holder == null || holder.equals(execution.id());
        return free ? execution : Altered.fireKey(execution, execution.fireKey() + MARK + execution.id());
    }

    @Override
    Object read(JobStore real, Method method, Object answer) {
        if (answer instanceof Optional<?> one && one.orElse(null) instanceof Execution execution) {
            return Optional.of(shown(execution));
        } else if (answer instanceof Page<?> page
                && !page.items().isEmpty()
                && page.items().get(0) instanceof Execution) {
            List<?> shown =
                    page.items().stream().map(item -> shown((Execution) item)).toList();
            return new Page<>(shown, page.request(), page.total());
        } else if (answer instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof Execution) {
            return list.stream().map(item -> shown((Execution) item)).toList();
        } else if (answer instanceof Snapshot snapshot) {
            return Altered.unfinished(
                    snapshot,
                    snapshot.unfinished().stream().map(UniqueKeyRemoved::shown).toList());
        }
        return answer;
    }

    private static Execution shown(Execution execution) {
        int mark = execution.fireKey().indexOf(MARK);
        return mark < 0
                ? execution
                : Altered.fireKey(execution, execution.fireKey().substring(0, mark));
    }
}

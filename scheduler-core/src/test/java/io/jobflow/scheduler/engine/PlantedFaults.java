package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.Target;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.RefusedWriteException;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Schedulers with a fault that the checks of a history must find. */
enum PlantedFaults implements Supplier<SchedulerHarness> {
    /** The shell sends an attempt when it is told to write it down. */
    DISPATCH_BEFORE_COMMIT {
        @Override
        public SchedulerHarness get() {
            return new SchedulerHarness(EngineHistory.TIGHT, new MemoryStore(), PlantedFaults::sendAtOnce);
        }
    },

    /** A job's next fire time and its executions are two transactions, and a crash may come between them. */
    NEXT_FIRE_IN_A_TRANSACTION_OF_ITS_OWN {
        @Override
        public SchedulerHarness get() {
            return new SchedulerHarness(
                    EngineHistory.TIGHT.withPlanAhead(Duration.ZERO), new SplitFires().store(), effects -> effects);
        }
    },

    /** A batch that is written again fails when it settles an attempt. */
    SETTLE_NOT_REPEATABLE {
        @Override
        public SchedulerHarness get() {
            return new SchedulerHarness(EngineHistory.TIGHT, new SettlesOnce().store(), effects -> effects);
        }
    },

    /** A job is changed, and its planned fires stay. */
    WITHDRAWAL_NOT_WRITTEN {
        @Override
        public SchedulerHarness get() {
            return new SchedulerHarness(EngineHistory.TIGHT, new LosesWithdrawals().store(), effects -> effects);
        }
    },

    /** A cancellation is acknowledged and not written. */
    CANCELLATION_NOT_WRITTEN {
        @Override
        public SchedulerHarness get() {
            return new SchedulerHarness(EngineHistory.TIGHT, new LosesCancellations().store(), effects -> effects);
        }
    };

    private static List<Effect> sendAtOnce(List<Effect> effects) {
        List<Effect> all = new ArrayList<>();
        for (Effect effect : effects) {
            all.add(effect);
            if (effect instanceof Effect.Write write && write.write() instanceof StoreWrite.StartAttempt start) {
                all.add(send(start.execution(), start.execution().shard(start.shardIndex())));
            }
        }
        return all;
    }

    private static Effect send(Execution execution, ShardRun shard) {
        Attempt attempt = shard.attempts().get(shard.attempts().size() - 1);
        String baseUrl = "http://one:1";
        Target target = new Target(null, List.of(baseUrl), "a", Target.defaultPath("a"), RoutingPolicy.ROUND_ROBIN);
        return new Effect.Send(
                new DispatchRequest(execution, shard, attempt, new Instance(baseUrl), target, Duration.ofSeconds(1)));
    }

    /** A store whose writes go another way; everything else is the model's. */
    private abstract static class FaultyStore {

        final MemoryStore model = new MemoryStore();

        abstract List<WriteResult> write(Epoch epoch, List<StoreWrite> batch);

        /** Called before anything is read or taken over. */
        void beforeOther(String method) {}

        JobStore store() {
            return (JobStore) Proxy.newProxyInstance(
                    JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                        if (method.getName().equals("write")) {
                            return write((Epoch) arguments[0], batch(arguments[1]));
                        }
                        beforeOther(method.getName());
                        try {
                            return method.invoke(model, arguments);
                        } catch (InvocationTargetException wrapped) {
                            throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
                        }
                    });
        }

        private static List<StoreWrite> batch(Object argument) {
            return ((List<?>) argument).stream().map(StoreWrite.class::cast).toList();
        }
    }

    private static final class SplitFires extends FaultyStore {

        private @Nullable Epoch lateEpoch;
        private List<StoreWrite> late = List.of();
        private final Map<String, ExecutionId> keys = new TreeMap<>();

        @Override
        List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
            beforeOther("write");
            List<StoreWrite> now = new ArrayList<>();
            List<StoreWrite> later = new ArrayList<>();
            boolean onlyFires = batch.stream().allMatch(this::isFresh);
            for (StoreWrite write : batch) {
                if (onlyFires && write instanceof StoreWrite.RecordFires fires) {
                    now.add(new StoreWrite.RecordFires(fires.job(), fires.nextFire(), List.of()));
                    later.add(fires);
                } else {
                    now.add(write);
                }
            }
            List<WriteResult> results = model.write(epoch, now);
            lateEpoch = epoch;
            late = later;
            return results;
        }

        /** Fires whose keys are taken stay as they are: the engine has to hear of them. */
        private boolean isFresh(StoreWrite write) {
            return write instanceof StoreWrite.RecordFires fires
                    && fires.executions().stream()
                            .allMatch(execution -> execution
                                    .id()
                                    .equals(keys.merge(
                                            execution.jobId() + " " + execution.fireKey(),
                                            execution.id(),
                                            (before, now) -> before)));
        }

        /** A process that goes on writes the rest; one that is lost does not. */
        @Override
        void beforeOther(String method) {
            if (method.endsWith("Jobs")) {
                return;
            }
            List<StoreWrite> rest = late;
            late = List.of();
            if (!method.equals("takeOver") && !rest.isEmpty() && lateEpoch != null) {
                model.write(lateEpoch, rest);
            }
        }
    }

    private static final class SettlesOnce extends FaultyStore {

        private final Set<StoreWrite> settled = new HashSet<>();

        @Override
        List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
            for (StoreWrite write : batch) {
                if (write instanceof StoreWrite.SettleAttempt && !settled.add(write)) {
                    throw new RefusedWriteException("settled before: " + write, null);
                }
            }
            return model.write(epoch, batch);
        }
    }

    private static final class LosesWithdrawals extends FaultyStore {

        @Override
        List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
            List<WriteResult> results = new ArrayList<>();
            for (StoreWrite write : batch) {
                boolean lost = write instanceof StoreWrite.WithdrawFires;
                results.addAll(lost ? List.of(WriteResult.APPLIED) : model.write(epoch, List.of(write)));
            }
            return results;
        }
    }

    private static final class LosesCancellations extends FaultyStore {

        @Override
        List<WriteResult> write(Epoch epoch, List<StoreWrite> batch) {
            List<WriteResult> results = new ArrayList<>();
            for (StoreWrite write : batch) {
                boolean lost = write instanceof StoreWrite.UpdateExecution update && update.redrivenAt() == null;
                results.addAll(lost ? List.of(WriteResult.APPLIED) : model.write(epoch, List.of(write)));
            }
            return results;
        }
    }
}

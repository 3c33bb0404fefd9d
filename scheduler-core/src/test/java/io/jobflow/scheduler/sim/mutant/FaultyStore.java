package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.execution.Epoch;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.WriteResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** A mutant whose store writes in another way, or reads; everything else is the real one's. */
abstract class FaultyStore extends Mutant {

    @Override
    public final JobStore store(JobStore real) {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        return write(real, (Epoch) arguments[0], batch(arguments[1]));
                    }
                    return read(real, method, call(real, method, arguments));
                });
    }

    abstract List<WriteResult> write(JobStore real, Epoch epoch, List<StoreWrite> batch);

    /** What a reading method answers in place of the real answer. */
    Object read(JobStore real, Method method, Object answer) {
        return answer;
    }

    private static Object call(JobStore real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException wrapped) {
            throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
        }
    }

    private static List<StoreWrite> batch(Object argument) {
        return ((List<?>) argument).stream().map(StoreWrite.class::cast).toList();
    }
}

package io.jobflow.benchmarks.compare;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** db-scheduler polling with lock-and-fetch. */
final class DbSchedulerContender implements Contender {

    private static final int THREADS = 50;
    private static final Duration POLLING = Duration.ofMillis(100);

    private final Post post;
    private final HikariDataSource source;
    private final CustomTask<Void> once;
    private final CustomTask<Void> everySecond;
    private @Nullable Scheduler scheduler;
    private int stored;

    DbSchedulerContender(String url, Post post) throws Exception {
        this.post = post;
        source = Pools.open(url, THREADS + 5);
        Pools.script(source, "db-scheduler.sql");
        once = task("once", new CompletionHandler.OnCompleteRemove<>());
        everySecond = task("every-second", new CompletionHandler.OnCompleteReschedule<>(new EverySecond()));
    }

    private CustomTask<Void> task(String name, CompletionHandler<Void> after) {
        return Tasks.custom(name, Void.class).execute((instance, context) -> {
            try {
                post.send(context.getExecution().executionTime);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return after;
        });
    }

    /** One second after the execution time before, so that none is left out. */
    private static final class EverySecond implements Schedule {

        @Override
        public Instant getNextExecutionTime(ExecutionComplete complete) {
            return complete.getExecution().executionTime.plusSeconds(1);
        }

        @Override
        public boolean isDeterministic() {
            return true;
        }
    }

    @Override
    public void everySecond(int jobs, Instant first) {
        store(everySecond, jobs, first);
        start();
    }

    @Override
    public void storeBacklog(int jobs) {
        stop();
        store(once, jobs, Instant.now());
    }

    private void store(CustomTask<Void> task, int jobs, Instant at) {
        int from = stored;
        stored += jobs;
        open().scheduleBatch(
                        IntStream.range(from, stored).<TaskInstance<?>>mapToObj(i -> task.instance("job-" + i)), at);
    }

    @Override
    public void fireBacklog(int jobs) throws Exception {
        int before = post.answered();
        start();
        while (post.answered() < before + jobs) {
            LockSupport.parkNanos(5_000_000);
        }
        Pools.awaitEmpty(source, "scheduled_tasks");
    }

    @Override
    public void start() {
        open().start();
    }

    private Scheduler open() {
        Scheduler open = scheduler;
        if (open == null) {
            open = Scheduler.create(source, once, everySecond)
                    .threads(THREADS)
                    .pollingInterval(POLLING)
                    .pollUsingLockAndFetch(0.5, 4)
                    .build();
            scheduler = open;
        }
        return open;
    }

    @Override
    public void stop() {
        Scheduler open = scheduler;
        if (open != null) {
            open.stop();
            scheduler = null;
        }
    }
}

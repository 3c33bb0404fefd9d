package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jobflow.scheduler.discovery.StaticInstances;
import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.dispatch.DispatchRequest;
import io.jobflow.scheduler.dispatch.Dispatcher;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.RandomIds;
import io.jobflow.scheduler.schedule.OneTimeSchedule;
import io.jobflow.scheduler.store.JobStore;
import io.jobflow.scheduler.store.StoreWrite;
import io.jobflow.scheduler.store.memory.MemoryStore;
import io.jobflow.scheduler.testkit.Jobs;
import io.jobflow.scheduler.testkit.ManualTime;
import io.jobflow.scheduler.testkit.SchedulerHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many fires in one instant, counted in commits, with a clock that stands still meanwhile. */
class BurstTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final int SLOTS = 4;
    private static final EngineSettings SETTINGS = EngineSettings.DEFAULT.withMaxInFlight(SLOTS, SLOTS);

    private final ManualTime time = new ManualTime(SchedulerHarness.START);
    private final MemoryStore memory = new MemoryStore();
    private final AtomicInteger planned = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private final List<Integer> commitsAtSend = new CopyOnWriteArrayList<>();
    private final FiringLoop loop = newLoop();

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop(Duration.ZERO);
    }

    @Test
    void requestsOfABurstLeaveWithoutACommitBetweenThem() throws Exception {
        ZonedDateTime due = time.now().plusSeconds(60).atZone(ZoneOffset.UTC);
        for (int i = 0; i < 5 * SLOTS; i++) {
            create(Jobs.manual("report-" + i).schedule(new OneTimeSchedule(due)));
        }
        time.advance(Duration.ofMillis(59_900));
        await().atMost(LIMIT).until(() -> planned.get() == 5 * SLOTS);

        time.advance(Duration.ofMillis(100));
        await().atMost(LIMIT).until(() -> commitsAtSend.size() == 5 * SLOTS);

        assertThat(commitsAtSend).containsOnly(commitsAtSend.get(0));
    }

    private void create(Jobs job) throws Exception {
        loop.submit(new Command.CreateJob(job.build())).get(10, TimeUnit.SECONDS);
    }

    private FiringLoop newLoop() {
        Engine engine =
                new Engine(SETTINGS, new RandomIds(time, new SplittableRandom(1), 0), new StaticInstances(Map.of()));
        FiringLoop created = new FiringLoop(engine, countingStore(), new Prompt(), time, notice -> {}, () -> true);
        created.start(memory.takeOver());
        return created;
    }

    private JobStore countingStore() {
        return (JobStore) Proxy.newProxyInstance(
                JobStore.class.getClassLoader(), new Class<?>[] {JobStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        commits.incrementAndGet();
                        count((List<?>) arguments[1]);
                    }
                    try {
                        return method.invoke(memory, arguments);
                    } catch (InvocationTargetException wrapped) {
                        throw wrapped.getCause() == null ? wrapped : wrapped.getCause();
                    }
                });
    }

    private void count(List<?> batch) {
        for (Object write : batch) {
            if (write instanceof StoreWrite.RecordFires fires) {
                planned.addAndGet(fires.executions().size());
            }
        }
    }

    /** An executor that has answered before the request has quite left. */
    private final class Prompt implements Dispatcher {

        @Override
        public void send(DispatchRequest request, Consumer<Answer> onAnswer) {
            commitsAtSend.add(commits.get());
            onAnswer.accept(new Answer.Ended(Outcome.success(200)));
        }

        @Override
        public void close() {}
    }
}

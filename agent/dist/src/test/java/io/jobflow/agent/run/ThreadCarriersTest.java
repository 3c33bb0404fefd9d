package io.jobflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import net.bytebuddy.ByteBuddy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadCarriersTest {

    @Test
    void threadsOfTheApplicationCarry() {
        assertThat(ThreadCarriers.carries(new Thread(() -> {}))).isTrue();
        assertThat(ThreadCarriers.carries(new Thread(new FutureTask<>(() -> ""))))
                .isTrue();
        assertThat(ThreadCarriers.carries(new Thread() {})).isTrue();
    }

    @Test
    void workersOfPoolsDoNot() {
        ForkJoinPool pool = new ForkJoinPool(1);
        ForkJoinWorkerThread ofTheJdk = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);

        assertThat(ThreadCarriers.carries(ofTheJdk)).isFalse();
        assertThat(ThreadCarriers.carries(new OwnWorker(pool))).isFalse();
        pool.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.tomcat.util.threads.TaskThread",
                "org.jboss.threads.JBossThread",
                "io.netty.util.concurrent.FastThreadLocalThread",
                "com.zaxxer.hikari.pool.Any",
                "org.quartz.core.QuartzSchedulerThread",
                "io.jobflow.bridge.setup.Any",
            })
    void threadsThatALibraryStartsForItselfDoNot(String name) throws ReflectiveOperationException {
        Thread thread = new ByteBuddy()
                .subclass(Thread.class)
                .name(name)
                .make()
                .load(getClass().getClassLoader())
                .getLoaded()
                .getConstructor()
                .newInstance();

        assertThat(ThreadCarriers.carries(thread)).isFalse();
    }

    /** As a framework has it. */
    private static final class OwnWorker extends ForkJoinWorkerThread {
        OwnWorker(ForkJoinPool pool) {
            super(pool);
        }
    }
}

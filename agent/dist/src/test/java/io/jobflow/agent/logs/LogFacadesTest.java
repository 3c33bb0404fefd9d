package io.jobflow.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogFacadesTest {

    private static final String SLF4J = "org/slf4j/LoggerFactory";

    private final LogFacades facades = new LogFacades();

    @Test
    void holdsNoLockWhileALoaderIsAsked() {
        WaitingLoader waiting = new WaitingLoader();
        facades.loaded(waiting, SLF4J);

        assertThat(facades.take()).isEmpty();

        assertThat(waiting.otherThreadGotThrough).isTrue();
        assertThat(facades.isDue()).isTrue();
        assertThat(facades.take()).hasSize(1);
    }

    @Test
    void answersEachOnce() {
        facades.loaded(getClass().getClassLoader(), SLF4J);

        assertThat(facades.take()).hasSize(1);

        assertThat(facades.isDue()).isFalse();
        assertThat(facades.take()).isEmpty();
    }

    @Test
    void answersNothingOfALoaderThatRefuses() {
        ClassLoader stopped = new ClassLoader(null) {
            @Override
            public Class<?> loadClass(String name) {
                throw new IllegalStateException("stopped");
            }
        };
        facades.loaded(stopped, SLF4J);

        assertThat(facades.take()).isEmpty();
    }

    @Test
    void holdsNoneThatHasGone() {
        for (int number = 0; number < 100; number++) {
            facades.loaded(new ClassLoader(null) {}, SLF4J);
        }

        Awaitility.await().until(() -> {
            System.gc();
            facades.loaded(null, SLF4J);
            return facades.held() < 100;
        });
    }

    /** Has another thread load a library before it answers, as a loader does that shares its lock with others. */
    private final class WaitingLoader extends ClassLoader {
        private boolean otherThreadGotThrough;

        WaitingLoader() {
            super(null);
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (name.equals("org.slf4j.MDC")) {
                Thread other =
                        new Thread(() -> facades.loaded(LogFacadesTest.class.getClassLoader(), SLF4J), "other loader");
                other.setDaemon(true);
                other.start();
                try {
                    other.join(10_000);
                    otherThreadGotThrough = !other.isAlive();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            throw new ClassNotFoundException(name);
        }
    }
}

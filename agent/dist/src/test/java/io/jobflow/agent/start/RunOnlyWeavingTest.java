package io.jobflow.agent.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.settings.SettingsReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunOnlyWeavingTest {

    private static final String NAME = "okhttp3/internal/http/RealInterceptorChain";

    private final List<Class<?>> loaded = new ArrayList<>();
    private final List<Class<?>> woven = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final RunOnlyWeaving weaving =
            new RunOnlyWeaving(instrumentation(), new SettingsReader().read(), (what, cause) -> troubles.add(what));

    @Test
    void weavesEveryLoadersCopyOfAClassThatWasLoadedTooEarly() throws Exception {
        loaded.add(new Copies().copy());
        loaded.add(new Copies().copy());
        assertThat(weaving.isTarget(NAME)).isTrue();
        assertThat(weaving.isDue(NAME)).isFalse();

        weaving.weave();

        assertThat(woven).containsExactlyElementsOf(loaded);
        assertThat(weaving.isDue(NAME)).isTrue();
        assertThat(troubles).isEmpty();
    }

    private Instrumentation instrumentation() {
        return (Instrumentation) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Instrumentation.class}, (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "getAllLoadedClasses":
                            return loaded.toArray(new Class<?>[0]);
                        case "retransformClasses":
                            woven.addAll(List.of((Class<?>[]) arguments[0]));
                            return null;
                        default:
                            throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    /** Has a copy of its own of that class. */
    private static final class Copies extends ClassLoader {

        Copies() {
            super(RunOnlyWeavingTest.class.getClassLoader());
        }

        Class<?> copy() throws IOException {
            try (InputStream file = getResourceAsStream(NAME + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(NAME.replace('/', '.'), bytes, 0, bytes.length);
            }
        }
    }
}

package io.jobflow.agent.start;

import io.jobflow.bridge.Trouble;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Objects;

/**
 * Has a loaded class woven, and one of the JDK's linked before. HotSpot reads the class back from its own memory for that,
 * and reads nonsense if another thread links the class meanwhile: the JVM then crashes, because it does not verify its own
 * classes (JDK-8277444; mended in 25.0.2). Classes of the application are verified, and linking them here would load what
 * their signatures name. Safe for use by any thread.
 */
final class Retransformation {

    private Retransformation() {}

    /** @throws UnmodifiableClassException if this kind of class cannot be changed */
    static void of(Instrumentation instrumentation, Class<?> type) throws UnmodifiableClassException {
        link(type);
        instrumentation.retransformClasses(type);
    }

    /**
     * The same for several at once, for which the JVM stops only once and looks through all of its classes only once. If
     * that fails, one after the other, so that a class that cannot be woven does not keep the others from it.
     */
    static void ofAll(Instrumentation instrumentation, List<Class<?>> types, Trouble trouble) {
        try {
            for (Class<?> type : types) {
                link(type);
            }
            if (!types.isEmpty()) {
                instrumentation.retransformClasses(types.toArray(new Class<?>[0]));
            }
        } catch (Throwable oneOfThem) {
            for (Class<?> type : types) {
                try {
                    of(instrumentation, type);
                } catch (Throwable failed) {
                    trouble.report("not woven: " + type.getName(), failed);
                }
            }
        }
    }

    /** The one thing that links a class in every release without initialising it; waits for whoever does so already. */
    private static void link(Class<?> type) {
        if (type.getClassLoader() != null) {
            return;
        }
        try {
            Objects.requireNonNull(type.isInterface() ? type.getDeclaredMethods() : type.getDeclaredConstructors());
        } catch (LinkageError incomplete) {
            // A type in a signature is missing: the class itself is linked, or nobody can link it.
        }
    }
}

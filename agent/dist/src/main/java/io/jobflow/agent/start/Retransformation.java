package io.jobflow.agent.start;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
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
        if (type.getClassLoader() == null) {
            link(type);
        }
        instrumentation.retransformClasses(type);
    }

    /** The one thing that links a class in every release without initialising it; waits for whoever does so already. */
    private static void link(Class<?> type) {
        try {
            Objects.requireNonNull(type.isInterface() ? type.getDeclaredMethods() : type.getDeclaredConstructors());
        } catch (LinkageError incomplete) {
            // A type in a signature is missing: the class itself is linked, or nobody can link it.
        }
    }
}

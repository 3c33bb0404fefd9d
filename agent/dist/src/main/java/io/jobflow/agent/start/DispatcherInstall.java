package io.jobflow.agent.start;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * Defines the dispatcher in java.base and opens its door. From Java 9 on our own module is allowed to look into {@code
 * java.lang}, which is what {@code Instrumentation} may grant; before that {@code Unsafe} defines classes anywhere. Both
 * leave the boot loader's search path alone, so that class-data sharing and AOT caches keep working. All calls that Java
 * 8 lacks are reflective.
 */
final class DispatcherInstall {

    private static final String NAME = "java.lang.JobFlowDispatcher";
    private static final String FILE = "io/jobflow/agent/hook/JobFlowDispatcher.classdata";

    private DispatcherInstall() {}

    /** False if another copy of the agent was first. */
    static boolean install(
            Instrumentation instrumentation,
            BiFunction<?, ?, ?> door,
            AtomicInteger openRuns,
            AtomicInteger handedOver,
            AtomicInteger loggedRecords)
            throws Exception {
        byte[] classFile = classFile();
        Class<?> dispatcher = hasModules() ? defineByLookup(instrumentation, classFile) : defineByUnsafe(classFile);
        return (boolean) dispatcher
                .getMethod("install", BiFunction.class, AtomicInteger.class, AtomicInteger.class, AtomicInteger.class)
                .invoke(null, door, openRuns, handedOver, loggedRecords);
    }

    private static boolean hasModules() {
        return !System.getProperty("java.specification.version", "").startsWith("1.");
    }

    private static Class<?> defineByLookup(Instrumentation instrumentation, byte[] classFile) throws Exception {
        Class<?> moduleType = Class.forName("java.lang.Module");
        Method moduleOf = Class.class.getMethod("getModule");
        Map<String, ?> opens =
                Collections.singletonMap("java.lang", Collections.singleton(moduleOf.invoke(DispatcherInstall.class)));
        Instrumentation.class
                .getMethod("redefineModule", moduleType, Set.class, Map.class, Map.class, Set.class, Map.class)
                .invoke(
                        instrumentation,
                        moduleOf.invoke(Object.class),
                        Collections.emptySet(),
                        Collections.emptyMap(),
                        opens,
                        Collections.emptySet(),
                        Collections.emptyMap());
        Object lookup = MethodHandles.class
                .getMethod("privateLookupIn", Class.class, MethodHandles.Lookup.class)
                .invoke(null, Object.class, MethodHandles.lookup());
        return (Class<?>) MethodHandles.Lookup.class
                .getMethod("defineClass", byte[].class)
                .invoke(lookup, (Object) classFile);
    }

    private static Class<?> defineByUnsafe(byte[] classFile) throws Exception {
        Class<?> unsafeType = Class.forName("sun.misc.Unsafe");
        Field instance = unsafeType.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        return (Class<?>) unsafeType
                .getMethod(
                        "defineClass",
                        String.class,
                        byte[].class,
                        int.class,
                        int.class,
                        ClassLoader.class,
                        ProtectionDomain.class)
                .invoke(instance.get(null), NAME, classFile, 0, classFile.length, null, null);
    }

    private static byte[] classFile() throws IOException {
        try (InputStream in = DispatcherInstall.class.getClassLoader().getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " in the agent's jar");
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
            return bytes.toByteArray();
        }
    }
}

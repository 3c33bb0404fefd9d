package io.jobflow.agent.run;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.concurrent.ForkJoinPool;

/**
 * Which classes of work carry a run. A lambda that captures nothing is one object for all who hand it over, so that its
 * run could be anybody's; and a web server's own work serves other requests after ours. Safe for use by any thread.
 */
final class Carriers {

    private static final String[] SERVERS = {
        "org.apache.tomcat.",
        "org.apache.coyote.",
        "org.apache.catalina.",
        "org.eclipse.jetty.",
        "io.undertow.",
        "org.xnio.",
        "io.netty.",
        "sun.net.httpserver.",
        // Does what others handed over, one after the other.
        "io.vertx.core.impl.TaskQueue",
    };

    private static final ClassValue<Boolean> OF_CLASS = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !isOfServer(type.getName()) && !isShared(type);
        }
    };

    private static final ClassValue<Boolean> MAKES_CARRIER_THREADS = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> factory) {
            return factory.getName().startsWith("java.lang.VirtualThread");
        }
    };

    private Carriers() {}

    static boolean carries(Object work) {
        return OF_CLASS.get(work.getClass());
    }

    static boolean runsVirtualThreads(ForkJoinPool pool) {
        return MAKES_CARRIER_THREADS.get(pool.getFactory().getClass());
    }

    static boolean isOfServer(String name) {
        return startsWithAny(name, SERVERS);
    }

    static boolean startsWithAny(String name, String[] prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isShared(Class<?> type) {
        if (!type.getName().contains("$$Lambda")) {
            return false;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                return false;
            }
        }
        return true;
    }
}

package io.jobflow.agent.run;

import java.lang.reflect.Field;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/**
 * Which threads carry the run of the thread that starts them. A thread that a library starts for itself, at its first use
 * within a run, goes on for all who use the library, and would keep that run's ids; it is known by the class of the thread
 * or of its work. Safe for use by any thread.
 */
final class ThreadCarriers {

    /** Whose threads outlive a run, beside the servers. */
    private static final String[] LIBRARIES = {
        "ch.qos.logback.",
        "co.elastic.apm.",
        "com.alibaba.druid.",
        "com.alibaba.nacos.",
        "com.mongodb.",
        "com.mysql.",
        "com.rabbitmq.",
        "com.xxl.job.",
        "com.zaxxer.hikari.",
        "datadog.",
        "io.grpc.",
        "io.jobflow.agent.logs.",
        "io.jobflow.agent.shaded.",
        "io.jobflow.agent.start.",
        "io.jobflow.bridge.",
        "io.lettuce.",
        "io.micrometer.",
        "io.opentelemetry.",
        "io.prometheus.",
        "io.vertx.",
        "okhttp3.",
        "okio.",
        "org.apache.curator.",
        "org.apache.dubbo.",
        "org.apache.hc.",
        "org.apache.http.",
        "org.apache.kafka.",
        "org.apache.logging.",
        "org.apache.rocketmq.",
        "org.apache.skywalking.",
        "org.apache.zookeeper.",
        "org.h2.",
        "org.jboss.threads.",
        "org.mariadb.",
        "org.postgresql.",
        "org.quartz.",
        "org.redisson.",
        "reactor.",
        "redis.clients.",
    };

    private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun."};

    private static final ClassValue<Boolean> AS_THREAD = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            String name = type.getName();
            boolean plain = name.equals("java.lang.Thread")
                    || name.equals("java.lang.VirtualThread")
                    || name.equals("java.lang.ThreadBuilders$BoundVirtualThread");
            return plain
                    || !(Carriers.startsWithAny(name, JDK)
                            || isOfLibrary(name)
                            || ForkJoinWorkerThread.class.isAssignableFrom(type));
        }
    };

    private static final ClassValue<Boolean> AS_WORK = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            String name = type.getName();
            if (Thread.class.isAssignableFrom(type)) {
                return AS_THREAD.get(type);
            }
            return name.startsWith("java.util.concurrent.")
                    ? !name.contains("Worker")
                    : !Carriers.startsWithAny(name, JDK) && !isOfLibrary(name);
        }
    };

    private ThreadCarriers() {}

    static boolean carries(Thread thread) {
        if (!AS_THREAD.get(thread.getClass())) {
            return false;
        }
        Object work = Work.of(thread);
        return work == null || AS_WORK.get(work.getClass());
    }

    private static boolean isOfLibrary(String name) {
        return Carriers.isOfServer(name) || Carriers.startsWithAny(name, LIBRARIES);
    }

    /** What a thread was made with, which only the JDK can see, and whom it opened itself to. */
    private static final class Work {
        /** Up to Java 18; null if it is not there or not to be seen. */
        private static final @Nullable Field TARGET = field(Thread.class, "target");
        /** From Java 19 on. */
        private static final @Nullable Field HOLDER = field(Thread.class, "holder");

        private static final @Nullable Field TASK = HOLDER == null ? null : field(HOLDER.getType(), "task");

        /** Null if the thread has none or, as a virtual one, does not show it. */
        static @Nullable Object of(Thread thread) {
            try {
                if (TARGET != null) {
                    return TARGET.get(thread);
                }
                Object holder = HOLDER == null ? null : HOLDER.get(thread);
                return holder == null || TASK == null ? null : TASK.get(holder);
            } catch (IllegalAccessException closed) {
                return null;
            }
        }

        private static @Nullable Field field(Class<?> type, String name) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException | RuntimeException notInThisJdk) {
                return null;
            }
        }
    }
}

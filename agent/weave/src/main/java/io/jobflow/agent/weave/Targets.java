package io.jobflow.agent.weave;

import io.jobflow.agent.weave.apache.ApacheClientClasses;
import io.jobflow.agent.weave.jdbc.JdbcClasses;
import io.jobflow.agent.weave.jdkclient.JdkClientClasses;
import io.jobflow.agent.weave.jdkhttp.JdkHttpClasses;
import io.jobflow.agent.weave.jul.JulClasses;
import io.jobflow.agent.weave.log4j.Log4jClasses;
import io.jobflow.agent.weave.logback.LogbackClasses;
import io.jobflow.agent.weave.netty.NettyClasses;
import io.jobflow.agent.weave.okhttp.OkHttpClasses;
import io.jobflow.agent.weave.pool.PoolClasses;
import io.jobflow.agent.weave.servlet.ServletClasses;
import io.jobflow.agent.weave.telemetry.TelemetryClasses;
import io.jobflow.agent.weave.thread.ThreadClasses;
import io.jobflow.agent.weave.urlconnection.UrlConnectionClasses;
import io.jobflow.agent.weave.vertx.VertxClasses;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names of all classes that are woven. Loads nothing of Byte Buddy, so that start-up may ask. */
public final class Targets {

    private Targets() {}

    /** What requests come through. Internal names, as class files and transformers spell them. */
    public static Set<String> servers() {
        Set<String> names = new HashSet<>();
        addTo(names, JdkHttpClasses.ALL);
        addTo(names, ServletClasses.ALL);
        addTo(names, NettyClasses.CODEC);
        return Collections.unmodifiableSet(names);
    }

    /** Whether a method of these is one that brings a run to its thread, so that it stays on the stack as long. With dots. */
    public static boolean isEntry(String className, String method) {
        return JdkHttpClasses.isEntry(className)
                || ServletClasses.isEntry(className)
                || NettyClasses.isEntry(className, method);
    }

    /** What requests pass by on their way, in programs too that serve none. Internal names. */
    public static Set<String> companions() {
        Set<String> names = new HashSet<>();
        addTo(names, NettyClasses.SHARED);
        addTo(names, VertxClasses.ALL);
        return Collections.unmodifiableSet(names);
    }

    /** What log events come through. Internal names. */
    public static Set<String> logs() {
        Set<String> names = new HashSet<>();
        addTo(names, LogbackClasses.ALL);
        addTo(names, Log4jClasses.ALL);
        return Collections.unmodifiableSet(names);
    }

    /** What log lines are exported from, beside the classes that are woven anyway. Internal names. */
    public static Set<String> exportedLogs() {
        Set<String> names = new HashSet<>();
        addTo(names, Log4jClasses.EXPORTING);
        return Collections.unmodifiableSet(names);
    }

    /** What records of {@code java.util.logging} come through. Internal names. */
    public static Set<String> records() {
        Set<String> names = new HashSet<>();
        addTo(names, JulClasses.ALL);
        return Collections.unmodifiableSet(names);
    }

    /** What the application records its own telemetry with. Internal names. */
    public static Set<String> telemetry() {
        Set<String> names = new HashSet<>();
        addTo(names, TelemetryClasses.ALL);
        return Collections.unmodifiableSet(names);
    }

    /** What carries work to other threads: classes of the JDK, loaded before any of ours. Internal names. */
    public static Set<String> pools() {
        Set<String> names = new HashSet<>();
        addTo(names, PoolClasses.ALL);
        addTo(names, ThreadClasses.LATE);
        return Collections.unmodifiableSet(names);
    }

    /** The same with dots, in the order in which they are to be woven. Each JDK has most of them. */
    public static List<String> poolClasses() {
        List<String> names = new ArrayList<>(Arrays.asList(PoolClasses.ALL));
        names.addAll(Arrays.asList(ThreadClasses.LATE));
        return names;
    }

    /** What is woven before {@code main}, by {@link io.jobflow.agent.weave.thread.ThreadFile}. Internal name. */
    public static String threads() {
        return ThreadClasses.EARLY.replace('.', '/');
    }

    /** What HTTP requests go out through. Internal names. */
    public static Set<String> clients() {
        Set<String> names = new HashSet<>();
        addTo(names, OkHttpClasses.ALL);
        addTo(names, UrlConnectionClasses.ALL);
        addTo(names, JdkClientClasses.ALL);
        addTo(names, ApacheClientClasses.ALL);
        return Collections.unmodifiableSet(names);
    }

    /** Whether a class may be what statements go out to a database through; its class file decides. */
    public static boolean mayBeDriver(String internalName) {
        return JdbcClasses.soundsLikeOne(internalName);
    }

    /** Whether a class is known to be one; some of them show it by no interface of their own. */
    public static boolean isDriver(String internalName) {
        return JdbcClasses.isKnown(internalName.replace('/', '.'));
    }

    /** Whose loading says that a server is about to be started. Not woven themselves. Internal names. */
    public static Set<String> heralds() {
        return Collections.singleton("com/sun/net/httpserver/HttpServer");
    }

    /** Classes of the JDK to be loaded once there was a herald, so that no request waits for them. Names with dots. */
    public static String[] afterHerald() {
        return JdkHttpClasses.ALL.clone();
    }

    private static void addTo(Set<String> internalNames, String[] names) {
        for (String name : names) {
            internalNames.add(name.replace('.', '/'));
        }
    }
}

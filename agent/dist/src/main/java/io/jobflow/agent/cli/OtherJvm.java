package io.jobflow.agent.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Other Java processes of this machine, through the JDK's attach API. That is not in every runtime, and the agent's
 * loader does not show it, so that everything is reflective. Confined to one thread.
 */
final class OtherJvm {

    private static final String TYPE = "com.sun.tools.attach.VirtualMachine";

    private OtherJvm() {}

    /** Loads the agent's jar into the process. Returns when its entry has returned. */
    static void loadAgent(String pid, File jar, String arguments) throws Exception {
        Class<?> type = attachApi();
        if (type == null) {
            loadAgentByJcmd(pid, jar, arguments);
            return;
        }
        Object process = attach(type, pid);
        try {
            call(process, type.getMethod("loadAgent", String.class, String.class), jar.getPath(), arguments);
        } finally {
            call(process, type.getMethod("detach"));
        }
    }

    /** {@code pid, main class or jar} of each process. */
    static List<String[]> all() throws Exception {
        Class<?> type = attachApi();
        if (type == null) {
            throw new IllegalStateException("This Java runtime cannot attach to others (expected a JDK, with the module"
                    + " jdk.attach); use jcmd -l of a JDK instead");
        }
        List<String[]> all = new ArrayList<>();
        Class<?> descriptor =
                Class.forName("com.sun.tools.attach.VirtualMachineDescriptor", true, type.getClassLoader());
        for (Object each : (Collection<?>) type.getMethod("list").invoke(null)) {
            all.add(new String[] {
                (String) descriptor.getMethod("id").invoke(each),
                (String) descriptor.getMethod("displayName").invoke(each)
            });
        }
        return all;
    }

    /** What the process was started with, apart from the program's own arguments; empty if it does not answer. */
    static String jvmArguments(String pid) {
        try {
            Class<?> type = attachApi();
            if (type == null) {
                return "";
            }
            Object process = attach(type, pid);
            try {
                Properties properties = (Properties) call(process, type.getMethod("getAgentProperties"));
                return properties.getProperty("sun.jvm.args", "");
            } finally {
                call(process, type.getMethod("detach"));
            }
        } catch (Exception noAnswer) {
            return "";
        }
    }

    private static Object attach(Class<?> type, String pid) throws Exception {
        try {
            return type.getMethod("attach", String.class).invoke(null, pid);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Process " + pid + " cannot be attached to: " + failed.getCause()
                    + " (expected the id of a running Java process of the same user)");
        }
    }

    private static Object call(Object process, Method method, Object... arguments) throws Exception {
        try {
            return method.invoke(process, arguments);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Process refuses: " + failed.getCause()
                    + " (was it started with -XX:-EnableDynamicAgentLoading or -XX:+DisableAttachMechanism?)");
        }
    }

    /** Null if this runtime has none. */
    private static @Nullable Class<?> attachApi() {
        try {
            return Class.forName(TYPE, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException | LinkageError notInTheRuntime) {
            return ofJava8();
        }
    }

    private static @Nullable Class<?> ofJava8() {
        File tools = new File(System.getProperty("java.home"), "../lib/tools.jar");
        try {
            return tools.isFile()
                    ? Class.forName(TYPE, true, new URLClassLoader(new URL[] {
                        tools.toURI().toURL()
                    }))
                    : null;
        } catch (IOException | ClassNotFoundException | LinkageError unusable) {
            return null;
        }
    }

    private static void loadAgentByJcmd(String pid, File jar, String arguments) throws Exception {
        Process jcmd = new ProcessBuilder(
                        "jcmd", pid, "JVMTI.agent_load", "\"" + jar.getPath() + "\"", "\"" + arguments + "\"")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + pid + " JVMTI.agent_load failed, see above");
        }
    }
}

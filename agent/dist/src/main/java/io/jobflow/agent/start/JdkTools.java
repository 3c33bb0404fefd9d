package io.jobflow.agent.start;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/**
 * Tells the JDK's own programs from applications: a {@code -javaagent} in {@code JAVA_TOOL_OPTIONS} reaches {@code javac}
 * and {@code jcmd} too, which have no requests to watch.
 */
final class JdkTools {

    private static final List<String> PACKAGES = Arrays.asList("sun.tools.", "com.sun.tools.", "sun.security.tools.");

    private JdkTools() {}

    static boolean isTool(Properties properties) {
        String command = properties.getProperty("sun.java.command", "");
        if (command.contains(".launcher.")) {
            return false; // java Program.java: the compiler is only the way in
        }
        String module = properties.getProperty("jdk.module.main", "");
        return module.startsWith("jdk.") || module.startsWith("java.") || startsWithAny(command);
    }

    private static boolean startsWithAny(String command) {
        for (String tools : PACKAGES) {
            if (command.startsWith(tools)) {
                return true;
            }
        }
        return false;
    }
}

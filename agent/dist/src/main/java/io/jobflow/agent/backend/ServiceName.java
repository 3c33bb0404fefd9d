package io.jobflow.agent.backend;

import java.util.Properties;

/** What a service is called in telemetry when nobody has named it. */
final class ServiceName {

    private static final String UNKNOWN = "unknown_service:java";

    private ServiceName() {}

    /** The jar's name without version or folder, or the main class's simple name. */
    static String of(Properties properties) {
        String command = properties.getProperty("sun.java.command", "").trim();
        int end = command.indexOf(' ');
        String main = end < 0 ? command : command.substring(0, end);
        String name = main.endsWith(".jar") ? ofJar(main) : main.substring(main.lastIndexOf('.') + 1);
        return name.isEmpty() ? UNKNOWN : name;
    }

    private static String ofJar(String path) {
        int folder = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
        return path.substring(folder + 1, path.length() - ".jar".length()).replaceFirst("-[0-9].*$", "");
    }
}

package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A servlet container, with the version of Logback that its program logs with: the jars of both are in folders of their
 * own, where the build copied them.
 */
public enum WebServer {
    TOMCAT_9("tomcat-9", "logback-1.2", "TomcatApp", Map.of("jakarta.servlet", "javax.servlet")),
    TOMCAT_10("tomcat-10", "logback-1.4", "TomcatApp", Map.of()),
    TOMCAT_11("tomcat-11", "logback-1.5", "TomcatApp", Map.of()),
    JETTY_9(
            "jetty-9",
            "logback-1.3",
            "JettyApp",
            Map.of("jakarta.servlet", "javax.servlet", "jetty.ee10.servlet", "jetty.servlet")),
    JETTY_12("jetty-12", "logback-1.5", "JettyApp", Map.of()),
    UNDERTOW("undertow-2.3", "logback-1.5", "UndertowApp", Map.of());

    private static final String PACKAGE = "orders";

    private final String folder;
    private final String logback;
    private final String mainClass;
    private final Map<String, String> renamed;

    /** @param renamed what the programs' source calls something, against what this version calls it */
    WebServer(String folder, String logback, String mainClass, Map<String, String> renamed) {
        this.folder = folder;
        this.logback = logback;
        this.mainClass = mainClass;
        this.renamed = renamed;
    }

    /** A program with the servlet {@code orders.OrderServlet} behind two filters, at {@code /internal/job/}. */
    public ProgramBuilder program() {
        return Program.of(PACKAGE + "." + mainClass)
                .classPath(classPath())
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
    }

    /** The server's jars, the logging library's, and the folder with the program's own classes. */
    public List<Path> classPath() {
        List<Path> classPath = new ArrayList<>(Fixtures.jars(folder));
        classPath.addAll(Fixtures.jars(logback));
        classPath.add(Fixtures.compiled(folder, PACKAGE, mainClass, renamed, classPath));
        return classPath;
    }
}

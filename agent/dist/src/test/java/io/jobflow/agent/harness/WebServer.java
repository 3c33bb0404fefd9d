package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A servlet container, with the versions of it and the version of Logback that its program logs with on each. */
public enum WebServer {
    TOMCAT("tomcat", "TomcatApp"),
    JETTY("jetty", "JettyApp"),
    UNDERTOW("undertow", "UndertowApp");

    private static final String PACKAGE = "orders";

    private final String library;
    private final String mainClass;

    WebServer(String library, String mainClass) {
        this.library = library;
        this.mainClass = mainClass;
    }

    /** The versions and JDKs to run with, each with a program at hand. */
    public Stream<Twins> twins() {
        return Matrix.of(library)
                .map(with ->
                        new Twins(with.toString(), () -> program(with.version()).on(with.jdk())));
    }

    /** The container and its newest version. */
    @Override
    public String toString() {
        return Library.named(library).newestVersion().toString();
    }

    /** A program in the newest version. */
    public ProgramBuilder program() {
        return program(Library.named(library).newestVersion());
    }

    /** A program with the servlet {@code orders.OrderServlet} behind two filters, at {@code /internal/job/}. */
    private ProgramBuilder program(LibraryVersion version) {
        return Program.of(PACKAGE + "." + mainClass)
                .classPath(classPath(version))
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
    }

    /** The newest version's jars, the logging library's, and the folder with the program's own classes. */
    public List<Path> classPath() {
        return classPath(Library.named(library).newestVersion());
    }

    private List<Path> classPath(LibraryVersion version) {
        List<Path> container = version.jars();
        boolean javax = container.stream().noneMatch(WebServer::holdsJakartaServlets);
        List<Path> classPath = new ArrayList<>(container);
        classPath.addAll(Library.named("logback")
                .version(javax ? logbackBeforeJakarta(container) : "newest")
                .jars());
        classPath.add(Fixtures.compiled(
                version.toString().replace(' ', '-'), PACKAGE, mainClass, names(version, javax), classPath));
        return classPath;
    }

    /** The oldest that goes with the container's own SLF4J. */
    private static String logbackBeforeJakarta(List<Path> container) {
        return container.stream().anyMatch(jar -> jar.getFileName().toString().startsWith("slf4j-api-2"))
                ? "1.3"
                : "oldest";
    }

    private static boolean holdsJakartaServlets(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("jakarta/servlet/Servlet.class") != null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the programs' source calls something, against what this version calls it. */
    private static Map<String, String> names(LibraryVersion version, boolean javax) {
        Map<String, String> names = new LinkedHashMap<>();
        if (javax) {
            names.put("jakarta.servlet", "javax.servlet");
        }
        // jetty-ee11-servlet has the package jetty.ee11.servlet
        String artifact = version.coordinates().get(0).split(":")[1];
        if (artifact.startsWith("jetty-")) {
            names.put("jetty.ee10.servlet", artifact.replace('-', '.'));
        }
        return names;
    }
}

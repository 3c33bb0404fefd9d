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
    TOMCAT("tomcat", "TomcatApp", Map.of()),
    JETTY("jetty", "JettyApp", Map.of("jetty.ee10.servlet", "jetty.servlet")),
    UNDERTOW("undertow", "UndertowApp", Map.of());

    private static final String PACKAGE = "orders";
    private static final Map<String, String> JAVAX = Map.of("jakarta.servlet", "javax.servlet");

    private final String library;
    private final String mainClass;
    private final Map<String, String> renamed;

    /** @param renamed what the programs' source calls something, against what a version before Jakarta calls it */
    WebServer(String library, String mainClass, Map<String, String> renamed) {
        this.library = library;
        this.mainClass = mainClass;
        this.renamed = renamed;
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
        classPath.addAll(
                javax
                        ? Library.named("logback").oldest()
                        : Library.named("logback").newest());
        classPath.add(Fixtures.compiled(
                version.toString().replace(' ', '-'),
                PACKAGE,
                mainClass,
                javax ? namesBeforeJakarta() : Map.of(),
                classPath));
        return classPath;
    }

    private static boolean holdsJakartaServlets(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("jakarta/servlet/Servlet.class") != null;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Map<String, String> namesBeforeJakarta() {
        Map<String, String> names = new LinkedHashMap<>(renamed);
        names.putAll(JAVAX);
        return names;
    }
}

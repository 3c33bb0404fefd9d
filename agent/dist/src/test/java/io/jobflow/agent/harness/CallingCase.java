package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A program that calls another server with one version of an HTTP client, and the server that it calls. Its text is what the
 * coverage table is made from.
 */
public record CallingCase(Twins app, CalledServer called) implements AutoCloseable {

    private static final String PACKAGE = "calls";

    /** The program with every version of the library that the build asks for. */
    public static Stream<CallingCase> with(String library, String mainClass) {
        return Matrix.of(library)
                .map(each -> of(each.toString(), mainClass, each.version().toString(), each.jars(), each.jdk()));
    }

    /** The program on every JDK, whose own client it uses. */
    public static Stream<CallingCase> withTheJdk(String mainClass) {
        return Matrix.jdks().map(jdk -> of(jdk.toString(), mainClass, "", List.of(), jdk));
    }

    /** The program with the client of the tests' JDK, calling what serves at the URL. */
    public static ProgramBuilder programOfTheJdk(String mainClass, String url) {
        return program(mainClass, "", List.of()).arguments(url);
    }

    private static CallingCase of(String name, String mainClass, String version, List<Path> jars, Jdk jdk) {
        CalledServer called = new CalledServer();
        return new CallingCase(
                new Twins(name, () -> program(mainClass, version, jars).on(jdk).arguments(called.url())), called);
    }

    private static ProgramBuilder program(String mainClass, String version, List<Path> jars) {
        List<Path> classPath = new ArrayList<>(jars);
        String folder = (mainClass + " " + version).trim().replace(' ', '-');
        classPath.add(Fixtures.compiled(folder, PACKAGE, mainClass, Map.of(), jars));
        return Program.of(PACKAGE + "." + mainClass).classPath(classPath);
    }

    @Override
    public void close() {
        app.close();
        called.close();
    }

    @Override
    public String toString() {
        return app.toString();
    }
}

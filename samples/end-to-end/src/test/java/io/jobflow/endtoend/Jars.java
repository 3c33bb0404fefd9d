package io.jobflow.endtoend;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the build leaves the programs under test. */
final class Jars {

    private static final Path ROOT = Path.of(requireNonNull(
            System.getProperty("jobflow.root"), "system property jobflow.root is missing; run the tests with Maven"));

    private Jars() {}

    static Path scheduler() {
        return existing("scheduler-core/target/jobflow-scheduler.jar");
    }

    static Path agent() {
        return existing("agent/target/jobflow-agent.jar");
    }

    static Path orderExecutor() {
        return existing("samples/order-executor/target/order-executor.jar");
    }

    static Path springExecutor() {
        return existing("samples/spring-executor/target/spring-executor.jar");
    }

    /** The class path of the program with a scheduler inside: itself and the library with all it needs. */
    static String embeddedClassPath() {
        return existing("samples/embedded/target/embedded.jar") + File.pathSeparator + scheduler();
    }

    /** The class path of the OTLP back end: its own settings before its own jars. */
    static String oapClassPath() {
        return existing("samples/end-to-end/oap/conf") + File.pathSeparator
                + existing("samples/end-to-end/oap/target/lib") + File.separator + "*";
    }

    static Path source(String relative) {
        return existing(relative);
    }

    /** Where the output of the started programs is kept for a look after a failure. */
    static Path logs() {
        return ROOT.resolve("samples/end-to-end/target/programs");
    }

    private static Path existing(String relative) {
        Path path = ROOT.resolve(relative);
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " does not exist; build it first: mvn -DskipTests verify");
        }
        return path;
    }
}

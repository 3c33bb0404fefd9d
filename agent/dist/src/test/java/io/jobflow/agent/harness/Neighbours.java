package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Programs of the package {@code coexist}: applications, and JVMs, that the agent is not alone in. */
public final class Neighbours {

    private static final String PACKAGE = "coexist";

    private Neighbours() {}

    /**
     * A program with these jars beside it.
     *
     * @param folder where its classes are compiled to: one for each set of jars
     */
    public static ProgramBuilder program(String mainClass, String folder, List<Path> jars) {
        return program(mainClass, folder, Map.of(), jars);
    }

    /** @param renamed what the program's source calls something, against what these jars call it */
    public static ProgramBuilder program(
            String mainClass, String folder, Map<String, String> renamed, List<Path> jars) {
        return Program.of(PACKAGE + "." + mainClass).classPath(classPath(mainClass, folder, renamed, jars));
    }

    /** The same program's class path. */
    public static List<Path> classPath(String mainClass, String folder, List<Path> jars) {
        return classPath(mainClass, folder, Map.of(), jars);
    }

    private static List<Path> classPath(String mainClass, String folder, Map<String, String> renamed, List<Path> jars) {
        List<Path> classPath = new ArrayList<>(jars);
        classPath.add(Fixtures.compiled(PACKAGE + "-" + folder, PACKAGE, mainClass, renamed, jars));
        return classPath;
    }

    /** The folder with the classes of a package that is an application of its own kind. */
    public static Path compiled(String packageName, String mainClass, List<Path> jars) {
        return Fixtures.compiled(PACKAGE + "-" + packageName, packageName, mainClass, Map.of(), jars);
    }

    /** A program that needs no jars, in a jar. */
    public static Path jar(Path target, String mainClass, String folder) {
        Path classes = classPath(mainClass, folder, List.of()).get(0);
        if (Files.exists(target)) {
            return target;
        }
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new ZipEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, jar);
            }
            return target;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

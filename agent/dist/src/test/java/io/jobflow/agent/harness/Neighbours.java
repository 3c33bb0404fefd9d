package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
        return Program.of(PACKAGE + "." + mainClass).classPath(classPath(mainClass, folder, jars));
    }

    /** The same program's class path. */
    public static List<Path> classPath(String mainClass, String folder, List<Path> jars) {
        List<Path> classPath = new ArrayList<>(jars);
        classPath.add(Fixtures.compiled("coexist-" + folder, PACKAGE, mainClass, Map.of(), jars));
        return classPath;
    }
}

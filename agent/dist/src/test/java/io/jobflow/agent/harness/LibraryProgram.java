package io.jobflow.agent.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of {@code src/test/fixtures} that is compiled against a version of its library, and logs with Logback. */
public final class LibraryProgram {

    private LibraryProgram() {}

    /** @param packageName of the program, which is its folder's name too */
    public static ProgramBuilder of(MatrixCase with, String packageName, String mainClass) {
        List<Path> classPath = new ArrayList<>(with.jars());
        classPath.addAll(Library.named("logback").newest());
        String folder = with.version().toString().replace(' ', '-');
        classPath.add(Fixtures.compiled(folder, packageName, mainClass, Map.of(), classPath));
        return Program.of(packageName + "." + mainClass)
                .on(with.jdk())
                .classPath(classPath)
                .jvm("-Dlogback.configurationFile=" + Fixtures.LOGBACK_SETTINGS);
    }
}

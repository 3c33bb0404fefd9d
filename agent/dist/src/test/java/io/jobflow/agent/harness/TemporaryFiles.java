package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where tests and their programs put what nobody needs afterwards; {@code mvn clean} takes it away. */
public final class TemporaryFiles {

    private static final Path FOLDER = Path.of("target/tmp").toAbsolutePath();

    private TemporaryFiles() {}

    /** The folder, which is there. */
    public static Path folder() {
        try {
            return Files.createDirectories(FOLDER);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What tells a JVM to put its temporary files there. */
    static String jvmArgument() {
        return "-Djava.io.tmpdir=" + folder();
    }
}

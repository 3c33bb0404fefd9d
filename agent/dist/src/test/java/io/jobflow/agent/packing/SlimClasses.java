package io.jobflow.agent.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/**
 * Takes out of the packed libraries' classes what only compilers and debuggers read: names of local variables, Kotlin's
 * metadata and annotations for nulls. Line numbers stay, so that a stack trace says where. A seventh of the jar.
 */
public final class SlimClasses {

    private SlimClasses() {}

    /** {@code SlimClasses <folder>}: rewrites every {@code .class} below it. */
    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            List<Path> classes =
                    files.filter(file -> file.toString().endsWith(".class")).toList();
            for (Path file : classes) {
                Files.write(file, slim(Files.readAllBytes(file)));
            }
        }
    }

    static byte[] slim(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(new SlimVisitor(writer), 0);
        return writer.toByteArray();
    }
}

package io.jobflow.agent.harness;

import com.sun.tools.attach.VirtualMachine;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The class files that a program runs, as its JVM has them. */
public final class ClassFiles {

    private static final String SPY = "io/jobflow/agent/fixture/ClassFileSpy";

    private ClassFiles() {}

    /** Whether the loaded class calls the agent; all classes of this name count. */
    public static boolean callsTheAgent(Program program, String className) {
        try {
            Path folder = Files.createTempDirectory(TemporaryFiles.folder(), "spy");
            Path jar = folder.resolve("spy.jar");
            Path classFile = folder.resolve("class");
            writeSpy(jar);
            VirtualMachine process = VirtualMachine.attach(program.pid());
            process.loadAgent(jar.toString(), className + ";" + classFile);
            process.detach();
            String content = Files.readString(classFile, StandardCharsets.ISO_8859_1);
            if (!content.endsWith("\nend") || content.length() < 100) {
                throw new IllegalStateException("not loaded: " + className);
            }
            return content.contains("JobFlowDispatcher");
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void writeSpy(Path jar) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", SPY.replace('/', '.'));
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (String name : new String[] {SPY, SPY + "$1"}) {
                out.putNextEntry(new JarEntry(name + ".class"));
                try (InputStream in = ClassFiles.class.getClassLoader().getResourceAsStream(name + ".class")) {
                    in.transferTo(out);
                }
            }
        }
    }
}

package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/** A program in one jar, as Spring Boot packs it: with its loader, its classes, and jars within the jar. */
public final class FatJar {

    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String JARS = "BOOT-INF/lib/";

    private FatJar() {}

    /**
     * Packs it.
     *
     * @param loader the jar with Spring Boot's loader
     * @param content jars, and folders with classes
     */
    public static Path pack(Path target, String mainClass, Path loader, List<Path> content) {
        try (OutputStream file = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(file, manifest(mainClass, launcherIn(loader)))) {
            copyLoader(loader, jar);
            for (String each : List.of("BOOT-INF/", CLASSES, JARS)) {
                jar.putNextEntry(new ZipEntry(each));
            }
            for (Path each : content) {
                if (Files.isDirectory(each)) {
                    copyClasses(each, jar);
                } else {
                    store(JARS + each.getFileName(), Files.readAllBytes(each), jar);
                }
            }
            return target;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** It moved to a package of its own with Spring Boot 3.2. */
    private static String launcherIn(Path loader) throws IOException {
        try (JarFile jar = new JarFile(loader.toFile())) {
            String launcher = "org.springframework.boot.loader.launch.JarLauncher";
            return jar.getEntry(launcher.replace('.', '/') + ".class") != null
                    ? launcher
                    : launcher.replace(".launch.", ".");
        }
    }

    private static Manifest manifest(String mainClass, String launcher) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, launcher);
        attributes.putValue("Start-Class", mainClass);
        attributes.putValue("Spring-Boot-Classes", CLASSES);
        attributes.putValue("Spring-Boot-Lib", JARS);
        return manifest;
    }

    private static void copyLoader(Path loader, JarOutputStream jar) throws IOException {
        try (JarFile from = new JarFile(loader.toFile())) {
            for (JarEntry entry : from.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    jar.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(jar);
                    }
                }
            }
        }
    }

    private static void copyClasses(Path folder, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(each -> !each.equals(folder)).toList()) {
                String name = CLASSES + folder.relativize(file).toString().replace('\\', '/');
                if (Files.isDirectory(file)) {
                    jar.putNextEntry(new ZipEntry(name + "/"));
                } else {
                    store(name, Files.readAllBytes(file), jar);
                }
            }
        }
    }

    /** The loader reads jars within the jar where they lie, so they must not be compressed. */
    private static void store(String name, byte[] bytes, JarOutputStream jar) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(sum.getValue());
        jar.putNextEntry(entry);
        jar.write(bytes);
    }
}

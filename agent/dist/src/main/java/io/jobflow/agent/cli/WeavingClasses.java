package io.jobflow.agent.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The class files around the ones that are woven: the jar's own, those of jars inside of it, those of the class path, and
 * the JDK's. They are read, never run. Confined to one thread.
 */
final class WeavingClasses implements AutoCloseable {

    private final URLClassLoader loader;
    private final Path folder;
    private final List<Path> inner;

    private WeavingClasses(URLClassLoader loader, Path folder, List<Path> inner) {
        this.loader = loader;
        this.folder = folder;
        this.inner = inner;
    }

    static WeavingClasses around(File jar, List<File> classPath) throws IOException {
        Path folder = Files.createTempDirectory("jobflow-weave");
        List<Path> inner = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        urls.add(jar.toURI().toURL());
        for (String classes : JarWeaving.CLASS_FOLDERS) {
            urls.add(new URL("jar:" + jar.toURI() + "!/" + classes));
        }
        try (ZipFile zip = new ZipFile(jar)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (JarWeaving.isInnerJar(entry.getName())) {
                    Path copy = folder.resolve(inner.size() + ".jar");
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                    }
                    inner.add(copy);
                    urls.add(copy.toUri().toURL());
                }
            }
        }
        for (File path : classPath) {
            urls.add(path.toURI().toURL());
        }
        ClassLoader jdk = ClassLoader.getSystemClassLoader().getParent();
        return new WeavingClasses(new URLClassLoader(urls.toArray(new URL[0]), jdk), folder, inner);
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() throws IOException {
        loader.close();
        for (Path copy : inner) {
            Files.deleteIfExists(copy);
        }
        Files.deleteIfExists(folder);
    }
}

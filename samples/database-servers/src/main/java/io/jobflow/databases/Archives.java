package io.jobflow.databases;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Unpacks programs that lie on the class path. */
final class Archives {

    private Archives() {}

    /** Unpacks a compressed archive into a new directory. */
    static Path unpack(String resource, Path directory) throws IOException {
        Files.createDirectories(directory);
        Process tar = new ProcessBuilder("tar", "-xz", "-C", directory.toString()).start();
        try (InputStream archive = Objects.requireNonNull(Archives.class.getResourceAsStream(resource), resource)) {
            archive.transferTo(tar.getOutputStream());
        }
        tar.getOutputStream().close();
        if (tar.onExit().join().exitValue() != 0) {
            throw new IOException("\"" + resource + "\" cannot be unpacked");
        }
        return directory;
    }

    /** Copies a folder of a jar into a new directory, as programs that may be run. */
    static Path unpackFolder(String folder, Path directory) throws IOException {
        URL place = Objects.requireNonNull(Archives.class.getResource("/" + folder), folder);
        try (JarFile jar = ((JarURLConnection) place.openConnection()).getJarFile()) {
            List<JarEntry> entries = jar.stream()
                    .filter(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())
                    .toList();
            for (JarEntry entry : entries) {
                Path file = directory.resolve(entry.getName().substring(folder.length()));
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                try (InputStream content = jar.getInputStream(entry)) {
                    Files.copy(content, file);
                }
                if (!file.toFile().setExecutable(true)) {
                    throw new IOException("\"" + file + "\" cannot be made a program");
                }
            }
        }
        return directory;
    }
}

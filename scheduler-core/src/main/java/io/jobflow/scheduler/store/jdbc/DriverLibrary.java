package io.jobflow.scheduler.store.jdbc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where SQLite's driver unpacks its native library: a directory of its own below the data directory. A process that is
 * killed cannot remove its copy; here the next owner of the directory does, while in the temporary directory each copy
 * would stay for ever. Who sets {@code org.sqlite.tmpdir} decides for himself.
 */
final class DriverLibrary {

    static final String DIRECTORY = "native";

    private static final String PLACE = "org.sqlite.tmpdir";
    private static final String COPIES = "sqlite-*";
    private static final Logger LOG = LoggerFactory.getLogger(DriverLibrary.class);

    private DriverLibrary() {}

    /**
     * Decides on the place, once in a process, and removes what earlier processes left there. Needed before the driver is
     * first used, under the lock of the data directory.
     *
     * @throws IOException when the place cannot be made
     */
    static synchronized void prepare(Path dataDirectory) throws IOException {
        if (System.getProperty(PLACE) == null) {
            Path place = Files.createDirectories(dataDirectory.resolve(DIRECTORY));
            removeCopies(place);
            System.setProperty(PLACE, place.toString());
        }
    }

    private static void removeCopies(Path place) throws IOException {
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(place, COPIES)) {
            for (Path copy : copies) {
                remove(copy);
            }
        }
    }

    private static void remove(Path copy) {
        try {
            Files.deleteIfExists(copy);
        } catch (IOException e) {
            LOG.debug("An old copy of SQLite's library stays until the next start: {}", copy, e);
        }
    }
}

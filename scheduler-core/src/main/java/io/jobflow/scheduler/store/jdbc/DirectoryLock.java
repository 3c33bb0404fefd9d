package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Proof that no other process works in a data directory: an operating-system lock on the file {@code jobflow.lock}, which
 * ends with the process however that ends. The file also holds the owner's process id, for the message alone.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "jobflow.lock";

    /** The locked byte lies far behind the text, because a locked byte cannot be read everywhere. */
    private static final long LOCKED_BYTE = 1L << 40;

    /**
     * The directories that this process has. On POSIX systems closing any channel of a file ends every lock that the
     * process has on it, so a second attempt must be turned away before it opens the file.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreOpenException when another process, or another store of this one, has it
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path real = directory.toRealPath();
        if (!HELD.add(real)) {
            throw inUse(directory, "process " + ProcessHandle.current().pid());
        }
        try {
            return lock(directory, real);
        } catch (IOException | RuntimeException e) {
            HELD.remove(real);
            throw e;
        }
    }

    private static DirectoryLock lock(Path directory, Path real) throws IOException {
        Path file = real.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
                throw inUse(directory, ownerOf(file));
            }
            writeOwner(channel);
            return new DirectoryLock(real, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void writeOwner(FileChannel channel) throws IOException {
        channel.truncate(0);
        String pid = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String ownerOf(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
        return pid.isEmpty() ? "another process" : "process " + pid;
    }

    private static StoreOpenException inUse(Path directory, String owner) {
        return new StoreOpenException(
                Problem.IN_USE,
                "Data directory \"" + directory + "\" is in use by " + owner
                        + " (one scheduler to a directory); stop that one, or set jobflow.data.dir to another directory.",
                null);
    }

    /** Lets the directory go. The file stays: removing it could take it from under the next owner. */
    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(directory);
    }
}

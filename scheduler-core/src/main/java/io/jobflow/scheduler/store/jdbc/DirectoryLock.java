package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.store.StoreOpenException;
import io.jobflow.scheduler.store.StoreOpenException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Proof that no other process works in a data directory: an operating-system lock on the file {@code jobflow.lock}, which
 * ends with the process however that ends. The file also holds the owner's process id, for the message alone.
 */
final class DirectoryLock implements AutoCloseable {

    static final String FILE = "jobflow.lock";

    /** The locked byte lies far behind the text, because a locked byte cannot be read everywhere. */
    private static final long LOCKED_BYTE = 1L << 40;

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreOpenException when another process, or another store of this one, has it
     */
    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw inUse(directory, ownerOf(file));
            }
            writeOwner(channel);
            return new DirectoryLock(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
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
    }
}

package io.jobflow.databases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends servers with this JVM, even when that is killed: a shell that reads from a pipe which nobody writes to. The pipe
 * ends with the JVM; then the shell kills the server, if the process still is that server, and removes its files.
 */
final class Watchdog {

    /** Arguments: the process, what its command line holds, and the directories to remove. */
    private static final String SCRIPT =
            "cat; grep -qa -- \"$2\" /proc/$1/cmdline && kill -9 $1; shift 2; rm -rf \"$@\"";

    /** Keeps the pipes open. */
    private static final List<Process> SHELLS = new ArrayList<>();

    private Watchdog() {}

    /**
     * Watches over a server.
     *
     * @param mark what its command line holds and no other process's does
     */
    static void watch(long pid, String mark, Path... directories) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", Long.toString(pid), mark));
        for (Path directory : directories) {
            command.add(directory.toString());
        }
        try {
            Process shell = new ProcessBuilder(command)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            synchronized (SHELLS) {
                SHELLS.add(shell);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

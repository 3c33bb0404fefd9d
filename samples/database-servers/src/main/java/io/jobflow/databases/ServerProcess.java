package io.jobflow.databases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A server of the MySQL family as a process of its own, with everything below one directory. */
final class ServerProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "root";
    private static final int PACKET_HEAD = 4;
    private static final byte PROTOCOL = 10;

    private final Path directory;
    private final Path log;
    private final List<String> command;

    ServerProcess(Path directory, List<String> command) {
        this.directory = directory;
        this.log = directory.resolve("log");
        this.command = command;
    }

    /** Runs a program to its end. */
    void run(List<String> program) throws IOException {
        if (launch(program).onExit().join().exitValue() != 0) {
            throw failure();
        }
    }

    /** Starts the server on a free port of the loopback address. */
    RunningServer start(String urlScheme, String urlParameters) throws IOException {
        int port = freePort();
        List<String> program = new ArrayList<>(command);
        program.add("--port=" + port);
        program.add("--bind-address=127.0.0.1");
        // In the data directory, where the server works: a path of its own must not be longer than a hundred letters.
        program.add("--socket=socket");
        program.add("--pid-file=" + directory.resolve("pid"));
        Process process = launch(program);
        Watchdog.watch(process.pid(), directory.toString(), directory);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> greets(process, port));
        return new RunningServer(urlScheme + "//127.0.0.1:" + port + "/", "mysql", urlParameters, USER);
    }

    private Process launch(List<String> program) throws IOException {
        return new ProcessBuilder(program)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** A server that is ready begins every conversation: with a packet's four bytes of head, then its protocol's version. */
    private boolean greets(Process process, int port) throws IOException {
        if (!process.isAlive()) {
            throw failure();
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            byte[] greeting = socket.getInputStream().readNBytes(PACKET_HEAD + 1);
            return greeting.length > PACKET_HEAD && greeting[PACKET_HEAD] == PROTOCOL;
        } catch (IOException notYet) {
            return false;
        }
    }

    private IllegalStateException failure() throws IOException {
        return new IllegalStateException("the server does not start: " + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

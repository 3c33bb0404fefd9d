package io.jobflow.benchmarks.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An executor in its own JVM, driven over one kept connection so that the driver's own cost stays out of the figure. */
final class ExecutorProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    /**
     * All of it resident from the start: G1 shrinks a heap after a concurrent cycle, which an agent's classes bring about
     * early, so that a growing heap would make a process smaller with an agent than without.
     */
    private static final List<String> FIXED_HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String BODY = "{}";

    interface Requests {
        void send(int count) throws IOException;
    }

    private final Process process;
    private final int port;
    private final long startedNanos;
    private Socket socket = new Socket();
    private long sent;

    private ExecutorProcess(Process process, int port, long startedNanos) {
        this.process = process;
        this.port = port;
        this.startedNanos = startedNanos;
    }

    /**
     * With {@code TCP_NODELAY}, or else Nagle's algorithm and delayed acknowledgements make each answer take 40 ms.
     *
     * @param environment is added to this process's own, whose {@code OTEL_*} it does not get
     */
    static ExecutorProcess start(List<String> options, Map<String, String> environment, Path app) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-Dsun.net.httpserver.nodelay=true"));
        command.addAll(FIXED_HEAP);
        command.addAll(options);
        command.addAll(List.of("-jar", app.toString(), "--port", Integer.toString(port)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
        builder.environment().putAll(environment);
        builder.environment().put("LOG_DIR", System.getProperty("java.io.tmpdir"));
        long started = System.nanoTime();
        return new ExecutorProcess(builder.start(), port, started);
    }

    /** Returns as soon as a connection is accepted, and keeps it. */
    void awaitPort() throws IOException {
        long limit = startedNanos + START_LIMIT.toNanos();
        while (System.nanoTime() < limit) {
            try {
                socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                socket.setTcpNoDelay(true);
                return;
            } catch (SocketException notListeningYet) {
                // Spinning would take one of two cores from the program that starts.
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        throw new IOException("the executor did not listen within " + START_LIMIT);
    }

    double ageMillis() {
        return (System.nanoTime() - startedNanos) / 1e6;
    }

    void jobRequests(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            sent++;
            exchange("POST /health HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Content-Type: application/json\r\nContent-Length: " + BODY.length() + "\r\n"
                    + "X-JobFlow-Job: inventory-check\r\nX-JobFlow-Execution: 01k0000000000\r\nX-JobFlow-Attempt: 1\r\n"
                    + "X-Shard-Index: 0\r\nX-Shard-Total: 1\r\n"
                    + "traceparent: 00-" + String.format("%032x", sent) + "-00000000000000aa-01\r\n\r\n" + BODY);
        }
    }

    void ordinaryRequests(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            exchange("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        }
    }

    double cpuMicrosPerRequest(int count, Requests requests) throws IOException {
        Duration before = cpu();
        requests.send(count);
        return cpu().minus(before).toNanos() / 1e3 / count;
    }

    double cpuMillis() {
        return cpu().toNanos() / 1e6;
    }

    private Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    double residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        return Double.NaN;
    }

    private void exchange(String request) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        out.flush();
        readAnswer(socket.getInputStream());
    }

    private static void readAnswer(InputStream in) throws IOException {
        int length = -1;
        boolean chunked = false;
        String line = readLine(in);
        if (!line.contains(" 200")) {
            throw new IOException("unexpected answer: " + line);
        }
        while (!(line = readLine(in)).isEmpty()) {
            String lower = line.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            readChunks(in);
        } else {
            in.readNBytes(Math.max(length, 0));
        }
    }

    private static void readChunks(InputStream in) throws IOException {
        int size;
        while ((size = Integer.parseInt(readLine(in).trim(), 16)) > 0) {
            in.readNBytes(size + 2);
        }
        readLine(in);
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0) {
                throw new SocketException("connection closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

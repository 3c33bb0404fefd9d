package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An executor that may behave as badly as it likes: it answers raw bytes and counts the requests it has read. */
final class RawExecutor implements AutoCloseable {

    /** What happens after a request has been read. */
    interface Behaviour {

        /** Answers; the connection stays open for another request when this returns and has not closed it. */
        void answer(Socket socket) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore hungUp = new Semaphore(0);

    RawExecutor(Behaviour behaviour) throws IOException {
        this.behaviour = behaviour;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** One that answers the same bytes to everything. */
    static RawExecutor answering(String answer) throws IOException {
        return new RawExecutor(socket -> write(socket, answer));
    }

    /** One that takes requests and never says a word. */
    static RawExecutor hanging() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        return new RawExecutor(socket -> never.await());
    }

    static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Closes a connection so that the other side sees a reset instead of an end. */
    static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Request line and headers of each request, in order of arrival. */
    List<String> requests() {
        return requests;
    }

    int connections() {
        return sockets.size();
    }

    void awaitRequest() throws InterruptedException {
        assertThat(arrived.tryAcquire(15, TimeUnit.SECONDS)).as("a request").isTrue();
    }

    /** Waits until it has closed a connection. */
    void awaitHangUp() throws InterruptedException {
        assertThat(hungUp.tryAcquire(15, TimeUnit.SECONDS))
                .as("a closed connection")
                .isTrue();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            while (!socket.isClosed() && readRequest(in)) {
                behaviour.answer(socket);
            }
        } catch (IOException e) {
            // the dispatcher hung up, which is its right
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            hungUp.release();
        }
    }

    private boolean readRequest(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0) {
            head.append((char) next);
            if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                in.readNBytes(Requests.PARAMS.length());
                requests.add(head.toString());
                arrived.release();
                return true;
            }
            next = in.read();
        }
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A telemetry back end as one does not want it. Safe for use by any thread. */
public final class BadBackEnd implements AutoCloseable {

    private static final long SLOW_MILLIS = 300;
    private static final int LARGEST_BATCH = 512;

    private final ServerSocket socket;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicInteger answered = new AtomicInteger();

    private BadBackEnd() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** {@code hanging}, {@code refusing}, {@code nonsense} or {@code slow}. */
    public static BadBackEnd of(String kind) {
        switch (kind) {
            case "hanging":
                return hanging();
            case "refusing":
                BadBackEnd nobody = new BadBackEnd();
                nobody.close();
                return nobody;
            case "nonsense":
                return talkingNonsense();
            default:
                return slow();
        }
    }

    /** Takes every export, but lets the agent wait for the answer. */
    public static BadBackEnd slow() {
        BadBackEnd backEnd = new BadBackEnd();
        start(backEnd::answerSlowly);
        return backEnd;
    }

    private static void start(Runnable talk) {
        Thread talker = new Thread(talk, "bad back end");
        talker.setDaemon(true);
        talker.start();
    }

    private void answerSlowly() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                if (!closed.await(SLOW_MILLIS, TimeUnit.MILLISECONDS)) {
                    answered.incrementAndGet();
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
                    out.flush();
                    drain(connection);
                }
            } catch (IOException gone) {
                // the next one, unless that was all
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private static void drain(Socket connection) throws IOException {
        connection.shutdownOutput();
        connection.setSoTimeout((int) SLOW_MILLIS);
        while (connection.getInputStream().read(new byte[LARGEST_BATCH]) >= 0) {
            // until the agent is done with it
        }
    }

    /** As many spans as were taken at most. */
    public int taken() {
        return answered.get() * LARGEST_BATCH;
    }

    /** Takes every connection and never says a word. */
    public static BadBackEnd hanging() {
        return new BadBackEnd();
    }

    /** Answers every connection with something that is not HTTP. */
    public static BadBackEnd talkingNonsense() {
        BadBackEnd backEnd = new BadBackEnd();
        start(backEnd::talk);
        return backEnd;
    }

    /** Where nobody listens. */
    public static String refusingEndpoint() {
        return "http://127.0.0.1:1";
    }

    public String endpoint() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    private void talk() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept();
                    OutputStream out = connection.getOutputStream()) {
                out.write("\u0000\u0007 no such thing\n\n".getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException closed) {
                // the next one, unless that was all
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

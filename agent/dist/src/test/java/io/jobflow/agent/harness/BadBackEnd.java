package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A telemetry back end as one does not want it. Safe for use by any thread. */
public final class BadBackEnd implements AutoCloseable {

    private final ServerSocket socket;

    private BadBackEnd() {
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes every connection and never says a word. */
    public static BadBackEnd hanging() {
        return new BadBackEnd();
    }

    /** Answers every connection with something that is not HTTP. */
    public static BadBackEnd talkingNonsense() {
        BadBackEnd backEnd = new BadBackEnd();
        Thread talker = new Thread(backEnd::talk, "nonsense");
        talker.setDaemon(true);
        talker.start();
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
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A request written by hand, so that its headers may be anything and its answer is seen byte by byte. Confined to one
 * thread.
 */
public final class JobRequest {

    public static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    public static final String DISPATCH_SPAN_ID = "b7ad6b7169203331";
    public static final String TRACEPARENT = "00-" + TRACE_ID + "-" + DISPATCH_SPAN_ID + "-01";

    private final String path;
    private final List<String> headers = new ArrayList<>();

    private JobRequest(String path) {
        this.path = path;
    }

    /** A request that has nothing to do with a job. */
    public static JobRequest ordinary(String path) {
        return new JobRequest(path);
    }

    /** A job request as the scheduler sends it, except that it names no trace. */
    public static JobRequest job(String path, String executionId) {
        return new JobRequest(path)
                .header("X-JobFlow-Job", "order-sync")
                .header("X-JobFlow-Execution", executionId)
                .header("X-JobFlow-Attempt", "2")
                .header("X-Shard-Index", "0")
                .header("X-Shard-Total", "3");
    }

    /** A job request within {@link #TRACE_ID}. */
    public static JobRequest traced(String path, String executionId) {
        return job(path, executionId).header("traceparent", TRACEPARENT);
    }

    /** Adds a header, as it is; the same name again makes a second one. */
    public JobRequest header(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    /** Sends it and answers everything that came back, but for the value of the {@code Date} header. */
    public String send(int port) {
        return sendAll(port, this);
    }

    /** Sends several on one connection without waiting for an answer in between; answers all that came back. */
    public static String sendAll(int port, JobRequest... requests) {
        StringBuilder text = new StringBuilder();
        for (JobRequest request : requests) {
            request.writeTo(text, request == requests[requests.length - 1] ? "close" : "keep-alive");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.replaceAll("(?i)\r\nDate: [^\r]*", "\r\nDate: -");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The same on a connection that stays open, until as many answers with status 200 have begun. */
    public static void sendAllAndStay(int port, JobRequest... requests) {
        StringBuilder text = new StringBuilder();
        for (JobRequest request : requests) {
            request.writeTo(text, "keep-alive");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answers = new StringBuilder();
            while (answers.toString().split("HTTP/1.1 200", -1).length <= requests.length) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IllegalStateException("closed after " + answers);
                }
                answers.append((char) next);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void writeTo(StringBuilder text, String connection) {
        text.append("POST ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> text.append(header).append("\r\n"));
        text.append("Content-Length: 2\r\nConnection: ").append(connection).append("\r\n\r\n{}");
    }
}

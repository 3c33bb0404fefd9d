package io.jobflow.agent.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * SkyWalking's own back end, that of the end-to-end tests, in a JVM of its own with its data in memory: takes segments of
 * SkyWalking's agent and answers which it has. Safe for use by any thread.
 */
public final class SkyWalkingOap implements AutoCloseable {

    private static final Path PROGRAM =
            Path.of("../../samples/end-to-end/oap").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Pattern SPAN =
            Pattern.compile("\\{\"endpointName\":\"([^\"]*)\",\"isError\":(true|false),\"refs\":\\[([^]]*)]}");
    private static final Pattern SYNTAX = Pattern.compile("\"parentSegmentId\":|[{}\"]");

    private final HttpClient client = HttpClient.newHttpClient();
    private final int agentsPort = freePort();
    private final int queryPort = freePort();
    private final Program program;

    /** Starts it and waits until it answers. */
    public SkyWalkingOap() {
        List<Path> classPath = new ArrayList<>(List.of(PROGRAM.resolve("conf")));
        classPath.addAll(FetchedJars.neededBy("oap", PROGRAM.resolve("pom.xml")));
        program = Program.of("org.apache.skywalking.oap.server.starter.OAPServerStartUp")
                .classPath(classPath)
                .jvm(
                        "-Xmx400m",
                        "-Doap.agents=default",
                        "-Doap.graphql=graphql",
                        "-Doap.grpc.port=" + agentsPort,
                        "-Doap.rest.port=" + queryPort,
                        "-Doap.query.port=" + freePort())
                .start();
        Awaitility.await("SkyWalking's back end")
                .pollInterval(POLL)
                .atMost(LIMIT)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> ask("{ version }").contains("\"version\""));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What agents are told as {@code collector.backend_service}. */
    public String address() {
        return "127.0.0.1:" + agentsPort;
    }

    /** The spans that it has of a trace of SkyWalking's, once there are at least as many; waits for them. */
    public List<Span> awaitSpans(String traceId, int atLeast) {
        return Awaitility.await(atLeast + " spans of " + traceId + " at SkyWalking's back end")
                .pollInterval(POLL)
                .atMost(LIMIT)
                .until(() -> spans(traceId), spans -> spans.size() >= atLeast);
    }

    /** The spans that it has of a trace of SkyWalking's at this moment; empty if it knows none. */
    public List<Span> spans(String traceId) {
        String answer = ask("{ queryTrace(traceId: \"" + traceId
                + "\") { spans { endpointName isError refs { parentSegmentId } } } }");
        return SPAN.matcher(answer).results().map(Span::of).toList();
    }

    private String ask(String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + queryPort + "/graphql"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"query\":\"" + query.replace("\"", "\\\"") + "\"}"))
                .build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() {
        program.close();
    }

    /**
     * A span of SkyWalking's.
     *
     * @param parentSegment the segment of the caller, or several divided by commas; empty if the trace begins here
     */
    public record Span(String endpoint, boolean failed, String parentSegment) {

        private static Span of(MatchResult found) {
            return new Span(
                    found.group(1),
                    Boolean.parseBoolean(found.group(2)),
                    SYNTAX.matcher(found.group(3)).replaceAll(""));
        }
    }
}

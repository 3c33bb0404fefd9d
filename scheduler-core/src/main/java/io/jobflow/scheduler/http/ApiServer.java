package io.jobflow.scheduler.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import java.time.Duration;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The API, listening. Everything it holds is bounded: threads, connections, header and body sizes, waits. */
public final class ApiServer implements AutoCloseable {

    /** How long a request waits for the engine. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_THREADS = 32;
    private static final int MIN_THREADS = 4;
    /** Also bounds the requests that wait for a thread: a connection carries one at a time. */
    private static final int MAX_CONNECTIONS = 1_000;

    private static final int MAX_HEADER_BYTES = 16 * 1024;
    /** Longer than {@link #PATIENCE}, so that no answer is cut off; a body that stalls ends its connection. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Javalin javalin;
    private final String host;

    private ApiServer(Javalin javalin, String host) {
        this.javalin = javalin;
        this.host = host;
    }

    /**
     * Binds and begins to answer.
     *
     * @throws ApiStartException when the address cannot be bound
     */
    public static ApiServer start(HttpSettings settings, ApiParts parts) {
        return start(settings, parts, PATIENCE);
    }

    static ApiServer start(HttpSettings settings, ApiParts parts, Duration patience) {
        Javalin javalin = Javalin.create(config -> {
            RequestGuard guard = new RequestGuard(settings);
            configureServer(config, settings, guard);
            config.routes.before(guard::check);
            Routes.add(config.routes, parts, patience);
            ErrorAnswers.add(config.routes);
        });
        try {
            javalin.start();
        } catch (Exception e) { // Kotlin does not declare what it throws
            throw new ApiStartException(settings, e);
        }
        return new ApiServer(javalin, settings.host());
    }

    /** The port that is bound. */
    public int port() {
        return javalin.port();
    }

    /** Where the API answers, such as {@code http://127.0.0.1:7070}. */
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    /** Takes no more requests and lets those under way end. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void configureServer(JavalinConfig config, HttpSettings settings, RequestGuard guard) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.router.javaLangErrorHandler(ErrorAnswers::crashed);
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.http.maxRequestSize = RequestBody.MAX_BYTES;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
            server.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, server));
            server.setErrorHandler(new ProtocolErrors());
            server.setHandler(new WholeBodies(guard::maxBodyBytes));
        });
        config.jetty.addConnector((server, http) -> connector(server, http, settings));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, (int) IDLE_TIMEOUT.toMillis());
        threads.setName("jobflow-http");
        threads.setDaemon(true);
        return threads;
    }

    private static Connector connector(Server server, HttpConfiguration http, HttpSettings settings) {
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        return connector;
    }
}

package io.jobflow.bridge.library;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HeaderSource;
import io.jobflow.bridge.attempt.MdcAccess;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A filter for the JDK's {@code HttpServer} that runs job requests as attempts; all others pass untouched. A handler
 * that answers from another thread keeps the {@code AttemptScope} and ends it. Safe for use by any thread.
 */
public final class HttpServerJobFilter extends Filter {

    private final AttemptTelemetry telemetry;
    private final MdcAccess mdc;

    public HttpServerJobFilter(AttemptTelemetry telemetry, MdcAccess mdc) {
        this.telemetry = telemetry;
        this.mdc = mdc;
    }

    @Override
    public String description() {
        return "JobFlow attempts";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        RequestRun run = RequestRun.begin(telemetry, new ExchangeHeaders(exchange.getRequestHeaders()), mdc);
        if (run == null) {
            chain.doFilter(exchange);
            return;
        }
        try {
            chain.doFilter(exchange);
        } catch (Throwable thrown) {
            run.threw(thrown);
            throw thrown;
        }
        run.answered(exchange.getResponseCode());
    }

    /** The exchange's request headers. */
    private static final class ExchangeHeaders implements HeaderSource {
        private final Headers headers;

        ExchangeHeaders(Headers headers) {
            this.headers = headers;
        }

        @Override
        public @Nullable String first(String name) {
            return headers.getFirst(name);
        }

        @Override
        public List<String> all(String name) {
            List<String> values = headers.get(name);
            return values == null ? Collections.<String>emptyList() : values;
        }
    }
}

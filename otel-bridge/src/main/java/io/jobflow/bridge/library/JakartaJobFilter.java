package io.jobflow.bridge.library;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.HeaderSource;
import io.jobflow.bridge.attempt.MdcAccess;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter ({@code jakarta.servlet}) that runs job requests as attempts; all others pass untouched. An asynchronous
 * request's attempt ends when the request completes. To be registered for the dispatcher type {@code REQUEST}, with
 * asynchronous support. Safe for use by any thread.
 */
public final class JakartaJobFilter implements Filter {

    private final AttemptTelemetry telemetry;
    private final MdcAccess mdc;

    public JakartaJobFilter(AttemptTelemetry telemetry, MdcAccess mdc) {
        this.telemetry = telemetry;
        this.mdc = mdc;
    }

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        RequestRun run = request instanceof HttpServletRequest && response instanceof HttpServletResponse
                ? RequestRun.begin(telemetry, new RequestHeaders((HttpServletRequest) request), mdc)
                : null;
        if (run == null) {
            chain.doFilter(request, response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } catch (Throwable thrown) {
            run.threw(thrown);
            throw thrown;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new EndAtCompletion(run, (HttpServletResponse) response));
            run.leave();
        } else {
            run.answered(((HttpServletResponse) response).getStatus());
        }
    }

    @Override
    public void destroy() {}

    /** The request's headers. */
    private static final class RequestHeaders implements HeaderSource {
        private final HttpServletRequest request;

        RequestHeaders(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public @Nullable String first(String name) {
            return request.getHeader(name);
        }

        @Override
        public List<String> all(String name) {
            return Collections.list(request.getHeaders(name));
        }
    }

    /** Ends the attempt of an asynchronous request; error and time-out come before the completion they lead to. */
    private static final class EndAtCompletion implements AsyncListener {
        private final RequestRun run;
        private final HttpServletResponse response;

        EndAtCompletion(RequestRun run, HttpServletResponse response) {
            this.run = run;
            this.response = response;
        }

        @Override
        public void onComplete(AsyncEvent event) {
            run.answered(response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            run.timedOut();
        }

        @Override
        public void onError(AsyncEvent event) {
            run.threw(event.getThrowable());
        }

        /** A container forgets its listeners where asynchronous work is started anew. */
        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}

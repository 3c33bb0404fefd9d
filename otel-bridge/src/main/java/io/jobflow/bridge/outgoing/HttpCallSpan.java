package io.jobflow.bridge.outgoing;

import io.jobflow.bridge.JobAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One HTTP request that goes out of a run, with its redirects and retries. Safe for use by any thread. */
public final class HttpCallSpan {

    private static final int FIRST_ERROR = 400;

    private final Span span;
    private final List<String> headers;

    HttpCallSpan(Span span, List<String> headers) {
        this.span = span;
        this.headers = headers;
    }

    /** What the request has to carry: names and values by turns. */
    public List<String> headers() {
        return headers;
    }

    /**
     * The answer's head is here, or there will be none. Calls after the first do nothing.
     *
     * @param status the HTTP status; below 1 if there is none
     * @param thrown what the client threw; null if nothing
     */
    public void end(int status, @Nullable Throwable thrown) {
        if (span.isRecording()) {
            if (status > 0) {
                span.setAttribute(JobAttributes.HTTP_STATUS, (long) status);
            }
            if (thrown != null) {
                fails(thrown.getClass().getName());
            } else if (status >= FIRST_ERROR) {
                fails(Integer.toString(status));
            }
        }
        span.end();
    }

    private void fails(String type) {
        span.setAttribute(JobAttributes.ERROR_TYPE, type);
        span.setStatus(StatusCode.ERROR);
    }
}

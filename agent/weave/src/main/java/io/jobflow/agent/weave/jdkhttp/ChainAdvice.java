package io.jobflow.agent.weave.jdkhttp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.jobflow.agent.hook.Site;
import java.util.List;
import java.util.ListIterator;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around every step through the filters to the handler; the outermost step of a job request is its run, except that a
 * filter of OpenTelemetry goes first: its span is the run's parent.
 */
final class ChainAdvice {

    private ChainAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
            @Advice.Argument(0) HttpExchange exchange, @Advice.FieldValue("iter") ListIterator<Filter> next) {
        Headers headers = exchange.getRequestHeaders();
        if (headers.getFirst(Site.JOB_HEADER) == null) {
            return null;
        }
        List<Filter> filters = exchange.getHttpContext().getFilters();
        for (int index = next.nextIndex(); index < filters.size(); index++) {
            if (filters.get(index).getClass().getName().contains("opentelemetry")) {
                return null;
            }
        }
        Object token = Site.enter(JdkHttpPlugin.SITE, exchange, headers);
        if (token != null) {
            Site.part(token, exchange.getResponseBody());
        }
        return token;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Argument(0) HttpExchange exchange,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (token != null) {
            Site.exit(token, thrown, exchange.getResponseCode(), true);
        }
    }
}

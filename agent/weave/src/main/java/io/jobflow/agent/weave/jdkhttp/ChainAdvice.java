package io.jobflow.agent.weave.jdkhttp;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.jobflow.agent.hook.Site;
import java.util.Collections;
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
            @Advice.Argument(0) HttpExchange exchange,
            @Advice.FieldValue("iter") ListIterator<Filter> next,
            @Advice.FieldValue("handler") HttpHandler handler) {
        boolean ofTheJdk = exchange.getClass().getName().startsWith("sun.net.httpserver.");
        // The JDK's server has a chain for the application's filters, which ends in one for its own.
        if (ofTheJdk && !handler.getClass().getName().endsWith("LinkHandler")) {
            return null;
        }
        Headers headers = exchange.getRequestHeaders();
        if (headers.getFirst(Site.JOB_HEADER) == null) {
            return null;
        }
        // An exchange of the application's own may have no context.
        List<Filter> filters = ofTheJdk ? exchange.getHttpContext().getFilters() : Collections.<Filter>emptyList();
        for (int index = next.nextIndex(); index < filters.size(); index++) {
            if (filters.get(index).getClass().getName().contains("opentelemetry")) {
                return null;
            }
        }
        Object token = Site.enter(JdkHttpPlugin.SITE, exchange, headers);
        if (token != null) {
            try {
                Site.part(token, exchange.getResponseBody());
            } catch (Throwable ofAnExchangeOfTheApplications) {
                // The token must not be lost, or the run would stay on this thread.
                Site.suppressed(ofAnExchangeOfTheApplications, JdkHttpPlugin.SITE);
            }
        }
        return token;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Argument(0) HttpExchange exchange,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (token != null) {
            // Of an exchange that is none of the JDK's nobody would tell when its answer is complete.
            boolean told = exchange.getClass().getName().startsWith("sun.net.httpserver.");
            Site.exit(token, thrown, exchange.getResponseCode(), told);
        }
    }
}

package io.jobflow.agent.weave.servlet;

import io.jobflow.agent.hook.Site;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.ServletResponseWrapper;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Around filters and servlets; the outermost one of a job request is its run, and a later dispatch of the same request
 * takes the run up again. A request that was made asynchronous ends its run at completion.
 */
final class ServiceAdvice {

    /** The application may have written one that contains itself. */
    private static final int MOST_WRAPPERS = 100;

    private ServiceAdvice() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(0) ServletRequest any, @Advice.Argument(1) ServletResponse answer) {
        if (!(any instanceof HttpServletRequest)) {
            return null;
        }
        HttpServletRequest request = (HttpServletRequest) any;
        if (request.getHeader(Site.JOB_HEADER) == null) {
            return null;
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Object known = request.getAttribute(Site.RUN_ATTRIBUTE);
        if (known == null) {
            Enumeration<String> names = request.getHeaderNames();
            while (names.hasMoreElements()) {
                String name = names.nextElement();
                headers.put(name, Collections.list(request.getHeaders(name)));
            }
        }
        Object token = Site.enter(ServletPlugin.SITE, known == null ? request : known, headers);
        if (token != null && known == null) {
            try {
                request.setAttribute(Site.RUN_ATTRIBUTE, token);
                ServletResponse response = answer;
                for (int depth = 0; depth < MOST_WRAPPERS && response instanceof ServletResponseWrapper; depth++) {
                    response = ((ServletResponseWrapper) response).getResponse();
                }
                Site.response(token, response);
            } catch (Throwable ofTheApplications) {
                // The token must not be lost, or the run would stay on this thread.
                Site.suppressed(ofTheApplications, ServletPlugin.SITE);
            }
        }
        return token;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, onThrowable = Throwable.class)
    static void exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Argument(0) ServletRequest request,
            @Advice.Argument(1) ServletResponse response,
            @Advice.Thrown @Nullable Throwable thrown) {
        if (token == null) {
            return;
        }
        boolean pending = false;
        int status = -1;
        try {
            pending = request.isAsyncStarted();
            status = ((HttpServletResponse) response).getStatus();
            Object listener = pending ? Site.listener(token, AsyncListener.class) : null;
            if (listener != null) {
                request.getAsyncContext().addListener((AsyncListener) listener, request, response);
            }
        } catch (Throwable completedMeanwhile) {
            pending = false;
        }
        Site.exit(token, thrown, status, pending);
    }
}

package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may ask. With a token, whoever presents it. Without one, only programs of this machine: the {@code Host}
 * header must name a loopback address, because a web page whose name was made to resolve to 127.0.0.1 sends its own name
 * there (DNS rebinding), and an {@code Origin} must be this server's own. Safe for use by many threads.
 */
final class RequestGuard {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    private final byte @Nullable [] token;

    RequestGuard(@Nullable String token) {
        this.token = token == null ? null : token.getBytes(StandardCharsets.UTF_8);
    }

    /** Lets a request pass or ends it with 401, 403 or 415. */
    void check(Context context) {
        if (token == null) {
            checkLocal(context);
        } else if (!context.path().startsWith("/health/")) {
            checkToken(context, token);
        }
        RequestBody.check(context);
    }

    /** Whether the request carries the token, or needs none; it may be refused for something else all the same. */
    boolean admits(Request request) {
        return token == null || matches(request.getHeaders().get(HttpHeader.AUTHORIZATION), token);
    }

    private static void checkLocal(Context context) {
        String host = context.header("Host");
        if (host == null || !LOOPBACK_HOST.matcher(host).matches()) {
            throw forbidden("request.host", "Host", host, "localhost, 127.0.0.1 or [::1]");
        }
        String origin = context.header("Origin");
        if (origin != null && !origin.equalsIgnoreCase("http://" + host)) {
            throw forbidden("request.origin", "Origin", origin, "no Origin, or http://" + host);
        }
    }

    private static ProblemException forbidden(String code, String header, @Nullable String value, String expected) {
        String shown = value == null ? "missing" : "\"" + value + "\"";
        return new ProblemException(new Problem(
                403,
                code,
                "Header " + header + " is " + shown + " (expected " + expected + ", because no API token is set); set"
                        + " jobflow.api.token to serve other callers.",
                header,
                value,
                expected,
                List.of()));
    }

    private static void checkToken(Context context, byte[] token) {
        String header = context.header("Authorization");
        if (!matches(header, token)) {
            context.header("WWW-Authenticate", "Bearer");
            String detail = header == null
                    ? "The request carries no token (expected Authorization: Bearer <the value of jobflow.api.token>)."
                    : "The request's token is not the one that is set (expected Authorization: Bearer <the value of"
                            + " jobflow.api.token>).";
            throw ProblemException.of(401, "request.token", detail);
        }
    }

    private static boolean matches(@Nullable String header, byte[] token) {
        var matcher = BEARER.matcher(header == null ? "" : header);
        byte[] given = matcher.matches() ? matcher.group(1).getBytes(StandardCharsets.UTF_8) : new byte[0];
        return MessageDigest.isEqual(given, token);
    }
}

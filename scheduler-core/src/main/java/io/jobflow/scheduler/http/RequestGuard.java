package io.jobflow.scheduler.http;

import io.javalin.http.Context;
import io.jobflow.scheduler.dispatch.CallbackAddresses;
import io.jobflow.scheduler.dispatch.CallbackReport;
import java.net.URI;
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
 * there (DNS rebinding), and an {@code Origin} must be this server's own. An executor that reports an attempt's outcome
 * has the secret in its address instead of the token; without a token it may also come by the public URL's name. Safe for
 * use by many threads.
 */
final class RequestGuard {

    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1])(?::\\d{1,5})?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BEARER = Pattern.compile("Bearer +(\\S+) *", Pattern.CASE_INSENSITIVE);

    /** No dots and no percent signs, so that the address leads nowhere else. */
    private static final Pattern CALLBACK = Pattern.compile(CallbackAddresses.PATH + "(?:/[\\w-]{1,100}){4}");

    private final byte @Nullable [] token;
    private final @Nullable String publicAuthority;

    RequestGuard(HttpSettings settings) {
        String secret = settings.token();
        String url = settings.publicUrl();
        this.token = secret == null ? null : secret.getBytes(StandardCharsets.UTF_8);
        this.publicAuthority = url == null ? null : URI.create(url).getRawAuthority();
    }

    /** Lets a request pass or ends it with 401, 403 or 415. */
    void check(Context context) {
        boolean report = isReport(context.path());
        if (token == null) {
            checkLocal(context, report);
        } else if (!report && !context.path().startsWith("/health/")) {
            checkToken(context, token);
        }
        RequestBody.check(context);
    }

    /**
     * How many bytes of the request's body are worth waiting for: none when it lacks the token that it needs. It may be
     * refused for something else all the same.
     */
    int maxBodyBytes(Request request) {
        if (isReport(request.getHttpURI().getPath())) {
            return CallbackReport.MAX_BYTES;
        }
        return token == null || matches(request.getHeaders().get(HttpHeader.AUTHORIZATION), token)
                ? RequestBody.MAX_BYTES
                : 0;
    }

    private static boolean isReport(@Nullable String path) {
        return path != null && CALLBACK.matcher(path).matches();
    }

    private void checkLocal(Context context, boolean report) {
        String host = context.header("Host");
        boolean served = host != null
                && (LOOPBACK_HOST.matcher(host).matches() || (report && host.equalsIgnoreCase(publicAuthority)));
        if (!served) {
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

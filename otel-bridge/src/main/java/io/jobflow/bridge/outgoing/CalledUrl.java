package io.jobflow.bridge.outgoing;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The URL of a request, as a span may show it: without credentials, and without the values of its query. Immutable. */
final class CalledUrl {

    private static final String REDACTED = "REDACTED";
    private static final int MAX_LENGTH = 2_000;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final String shown;
    private final String host;
    private final int port;

    private CalledUrl(String shown, String host, int port) {
        this.shown = shown;
        this.host = host;
        this.port = port;
    }

    /** Null for what is no absolute URL. */
    static @Nullable CalledUrl parse(String url) {
        int colon = url.indexOf("://");
        if (colon <= 0 || firstOf(url, 0, "/?#&=") < colon) {
            return null;
        }
        String scheme = url.substring(0, colon).toLowerCase(Locale.ROOT);
        int from = colon + 3;
        int pathAt = firstOf(url, from, "/?#");
        String authority = url.substring(from, pathAt);
        int user = authority.lastIndexOf('@');
        String server = authority.substring(user + 1);
        String shown = scheme + "://" + (user < 0 ? "" : REDACTED + ":" + REDACTED + "@") + server
                + withoutValues(url.substring(pathAt));
        return new CalledUrl(cut(shown), hostIn(server), portIn(server, scheme));
    }

    private static int firstOf(String text, int from, String marks) {
        int at = from;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private static String withoutValues(String rest) {
        int query = rest.indexOf('?');
        int fragment = rest.indexOf('#');
        if (query < 0 || (fragment >= 0 && fragment < query)) {
            return fragment < 0 ? rest : rest.substring(0, fragment);
        }
        StringBuilder shown = new StringBuilder(rest.substring(0, query));
        char separator = '?';
        for (String pair : rest.substring(query + 1, fragment < 0 ? rest.length() : fragment)
                .split("&")) {
            int equals = pair.indexOf('=');
            shown.append(separator)
                    .append(equals < 0 ? "" : pair.substring(0, equals + 1))
                    .append(REDACTED);
            separator = '&';
        }
        return shown.toString();
    }

    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
    }

    private static String hostIn(String server) {
        int port = portAt(server);
        return port < 0 ? server : server.substring(0, port);
    }

    private static int portAt(String server) {
        int colon = server.lastIndexOf(':');
        return colon > server.lastIndexOf(']') ? colon : -1;
    }

    private static int portIn(String server, String scheme) {
        int at = portAt(server);
        try {
            if (at >= 0) {
                return Integer.parseInt(server.substring(at + 1));
            }
        } catch (NumberFormatException none) {
            return -1;
        }
        return scheme.equals("https") ? HTTPS_PORT : scheme.equals("http") ? HTTP_PORT : -1;
    }

    String shown() {
        return shown;
    }

    String host() {
        return host;
    }

    /** The scheme's own where the URL names none; -1 if that is unknown. */
    int port() {
        return port;
    }
}

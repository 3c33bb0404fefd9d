package io.jobflow.scheduler.http;

import io.jobflow.scheduler.config.Settings;
import io.jobflow.scheduler.job.BaseUrls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the API listens and who may use it.
 *
 * @param host address or name to bind
 * @param port 0 for any free one
 * @param token what callers must present; null when only this machine may call
 * @param publicUrl where executors reach the API for call-backs; null when they need not
 */
public record HttpSettings(
        String host,
        int port,
        @Nullable String token,
        @Nullable String publicUrl) {

    /** This machine alone, port 7070. */
    public static final HttpSettings DEFAULT = new HttpSettings("127.0.0.1", 7070, null, null);

    private static final String HOST = "jobflow.server.host";
    private static final String PORT = "jobflow.server.port";
    private static final String PUBLIC_URL = "jobflow.server.public-url";
    private static final String TOKEN = "jobflow.api.token";
    private static final Pattern TOKEN_FORM = Pattern.compile("[\\x21-\\x7e]{1,1000}");

    /** Reads the settings; what is wrong is noted there. */
    public static HttpSettings from(Settings settings) {
        String host = settings.text(HOST, DEFAULT.host);
        int port = settings.integer(PORT, 0, 65_535, DEFAULT.port);
        String token = settings.text(TOKEN);
        if (token != null && !TOKEN_FORM.matcher(token).matches()) {
            settings.refuseSecret(TOKEN, "1-1000 visible ASCII characters without spaces");
        }
        checkHost(settings, host, token);
        return new HttpSettings(host, port, token, publicUrl(settings));
    }

    private static @Nullable String publicUrl(Settings settings) {
        String url = settings.text(PUBLIC_URL);
        if (url != null && !BaseUrls.isValid(url)) {
            settings.refuse(PUBLIC_URL, BaseUrls.EXPECTED);
        }
        return url;
    }

    private static void checkHost(Settings settings, String host, @Nullable String token) {
        try {
            boolean loopback = InetAddress.getByName(host).isLoopbackAddress();
            if (!loopback && token == null) {
                settings.note(
                        HOST,
                        "Setting " + HOST + " is \"" + host + "\", which other machines can reach, and no API token is"
                                + " set; set " + TOKEN + " (environment variable JOBFLOW_API_TOKEN) to a long random"
                                + " text, or bind 127.0.0.1.");
            }
        } catch (UnknownHostException e) {
            settings.refuse(HOST, "an address of this machine, such as 127.0.0.1 or 0.0.0.0");
        }
    }

    /** Everything but the token. */
    @Override
    public String toString() {
        return "HttpSettings[host=" + host + ", port=" + port + ", token=" + (token == null ? "none" : "set")
                + ", publicUrl=" + publicUrl + "]";
    }
}

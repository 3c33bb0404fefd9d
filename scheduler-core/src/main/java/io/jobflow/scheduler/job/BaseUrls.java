package io.jobflow.scheduler.job;

import java.net.URI;
import java.net.URISyntaxException;

/** The form of the URLs under which executors' instances are found. */
public final class BaseUrls {

    /** What a message says would be accepted. */
    public static final String EXPECTED =
            "an absolute http or https base URL without user, query or fragment, such as http://10.0.0.7:8080";

    private static final int MAX_PORT = 65_535;

    private BaseUrls() {}

    /** Whether a text has that form. */
    public static boolean isValid(String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && uri.getHost() != null
                    && uri.getPort() <= MAX_PORT
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}

package io.jobflow.scheduler.dispatch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.HttpUrl;

/** The parsed URLs of executors, which are the same for every request of a job; bounded. Safe for use by many threads. */
final class ExecutorUrls {

    private static final int MAX_KEPT = 10_000;

    private record Address(String baseUrl, String path) {}

    private final Map<Address, HttpUrl> known = new ConcurrentHashMap<>();

    /**
     * The URL of a path below a base URL.
     *
     * @throws IllegalArgumentException when both together are no URL
     */
    HttpUrl of(String baseUrl, String path) {
        Address address = new Address(baseUrl, path);
        HttpUrl url = known.get(address);
        if (url == null) {
            url = HttpUrl.get(baseUrl + path);
            if (known.size() >= MAX_KEPT) {
                known.clear(); // Parsing once more costs microseconds; remembering who came when costs more.
            }
            known.put(address, url);
        }
        return url;
    }
}

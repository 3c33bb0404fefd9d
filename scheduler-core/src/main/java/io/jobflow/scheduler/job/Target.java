package io.jobflow.scheduler.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job calls.
 *
 * <p>A handler in the scheduler's own JVM stands here as the one URL {@link #IN_PROCESS}, which no executor can have.
 *
 * @param service name of the service whose instances are asked for; null when {@code urls} are given
 * @param urls base URLs of the instances; empty when a service is named
 * @param handler the handler's name
 * @param path the path below an instance's base URL, beginning with {@code /}
 * @param statusPath the path below an instance's base URL where it can be asked how an attempt stands; null when it cannot
 */
public record Target(
        @Nullable String service,
        List<String> urls,
        String handler,
        String path,
        RoutingPolicy routing,
        @Nullable String statusPath) {

    /** A target whose instances cannot be asked how an attempt stands. */
    public Target(@Nullable String service, List<String> urls, String handler, String path, RoutingPolicy routing) {
        this(service, urls, handler, path, routing, null);
    }

    /** What stands for this JVM where others have a base URL. */
    public static final String IN_PROCESS = "in-process";

    /** A handler that is registered in the scheduler's own JVM. */
    public static Target inProcess(String handler) {
        return new Target(null, List.of(IN_PROCESS), handler, "/", RoutingPolicy.FIRST);
    }

    /** Where a handler is found when the job does not say. */
    public static String defaultPath(String handler) {
        return "/internal/job/" + handler;
    }

    public Target {
        urls = List.copyOf(urls);
        if ((service == null) == urls.isEmpty()) {
            throw new IllegalArgumentException("target needs either service or urls");
        }
    }

    /** Whether the handler runs in the scheduler's own JVM. */
    public boolean isInProcess() {
        return service == null && urls.get(0).equals(IN_PROCESS);
    }

    /** What slots are counted by: the service, or the first URL where no service is named. */
    public String key() {
        return service != null ? service : urls.get(0);
    }
}

package io.jobflow.scheduler.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How fast attempts may start, per service: a bucket of tokens each, by the monotonic clock. Kept as the instant at which
 * the bucket is full again, so that nothing has to fill it. Confined to the engine's thread.
 */
final class RateLimits {

    private final Map<String, RateLimit> limits;
    private final Timers timers;

    /** By service, when its bucket is full again; absent while it has never been used. */
    private final Map<String, Long> fullAt = new TreeMap<>();

    /** Services for whose next token somebody waits. */
    private final Set<String> awaited = new TreeSet<>();

    RateLimits(Map<String, RateLimit> limits, Timers timers) {
        this.limits = new TreeMap<>(limits);
        this.timers = timers;
    }

    /** Whether an attempt may start at a service now. */
    boolean hasToken(String service, long now) {
        return untilToken(service, now) <= 0;
    }

    /** Nanoseconds until the next token, 0 or less when there is one. */
    private long untilToken(String service, long now) {
        RateLimit limit = limits.get(service);
        Long full = fullAt.get(service);
        if (limit == null || full == null) {
            return 0;
        }
        return full - now - limit.nanosPerToken() * (limit.burst() - 1);
    }

    /** Uses up a token. */
    void take(String service, long now) {
        RateLimit limit = limits.get(service);
        if (limit != null) {
            Long full = fullAt.get(service);
            long from = full == null || full - now < 0 ? now : full;
            fullAt.put(service, from + limit.nanosPerToken());
        }
    }

    /** Has something done when the next token comes; once for a service, however many wait. */
    void whenTokenComes(String service, long now, Runnable action) {
        if (awaited.add(service)) {
            timers.at(now + untilToken(service, now), () -> {
                awaited.remove(service);
                action.run();
            });
        }
    }

    boolean isLimited(String service) {
        return limits.containsKey(service);
    }

    /** The limit of a service that has one. */
    String textOf(String service) {
        return String.valueOf(limits.get(service));
    }
}

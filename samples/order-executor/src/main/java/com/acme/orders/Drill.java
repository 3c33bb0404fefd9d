package com.acme.orders;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Fire drills: makes an endpoint slow or failing because its parameters ask for it, so that operators can rehearse.
 * {@code delayMillis} waits first; {@code fail} fails every time; {@code failTimes: n} fails the first n requests that
 * carry the same parameters. Safe for any thread.
 */
final class Drill {

    private static final int MAX_REMEMBERED = 10_000;

    private final Map<Object, Integer> failures = new ConcurrentHashMap<>();

    void rehearse(JobParameters parameters) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(parameters.longValue("delayMillis", 0));
        if (parameters.flag("fail")) {
            throw new IllegalStateException("this failure was asked for");
        }
        long failTimes = parameters.longValue("failTimes", 0);
        if (failTimes > 0 && failures.size() < MAX_REMEMBERED) {
            int failed = failures.merge(parameters.asKey(), 1, Integer::sum);
            if (failed <= failTimes) {
                throw new IllegalStateException("failure " + failed + " of the " + failTimes + " that were asked for");
            }
        }
    }
}

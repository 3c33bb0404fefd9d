package io.jobflow.bridge.library;

import io.jobflow.bridge.attempt.MdcAccess;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The MDC of SLF4J. Safe for use by any thread. */
public final class Slf4jMdc implements MdcAccess {

    @Override
    public @Nullable String get(String key) {
        return MDC.get(key);
    }

    @Override
    public void put(String key, String value) {
        MDC.put(key, value);
    }

    @Override
    public void remove(String key) {
        MDC.remove(key);
    }
}

package io.jobflow.bridge.attempt;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An MDC for one thread. */
class FakeMdc implements MdcAccess {

    final Map<String, String> values = new HashMap<>();

    @Override
    public @Nullable String get(String key) {
        return values.get(key);
    }

    @Override
    public void put(String key, String value) {
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }
}

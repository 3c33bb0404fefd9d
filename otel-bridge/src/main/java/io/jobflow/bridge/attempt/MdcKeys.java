package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobMdc;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Under which keys an attempt stands in the MDC. Immutable; safe for use by any thread. */
public final class MdcKeys {

    private static final List<String> NAMES = Collections.unmodifiableList(Arrays.asList(
            JobMdc.TRACE_ID,
            JobMdc.SPAN_ID,
            JobMdc.JOB_NAME,
            JobMdc.EXECUTION_ID,
            JobMdc.ATTEMPT,
            JobMdc.SHARD_INDEX,
            JobMdc.SHARD_TOTAL));

    private static final MdcKeys DEFAULTS = new MdcKeys(NAMES.toArray(new String[0]));

    private final @Nullable String[] keys;

    private MdcKeys(@Nullable String[] keys) {
        this.keys = keys;
    }

    /** The keys of {@link JobMdc}. */
    public static MdcKeys defaults() {
        return DEFAULTS;
    }

    /**
     * These keys with one of them renamed.
     *
     * @param name one of {@link JobMdc}'s constants
     * @param key the key to use instead; null or empty leaves this entry out
     * @throws IllegalArgumentException if there is no such name
     */
    public MdcKeys with(String name, @Nullable String key) {
        int index = NAMES.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("MDC entry is \"" + name + "\" (expected one of " + NAMES + ")");
        }
        @Nullable String[] changed = keys.clone();
        changed[index] = key == null || key.isEmpty() ? null : key;
        return new MdcKeys(changed);
    }

    /** The key of the entry at this place of {@link JobMdc}'s order; null if it is left out. */
    @Nullable String at(int index) {
        return keys[index];
    }
}

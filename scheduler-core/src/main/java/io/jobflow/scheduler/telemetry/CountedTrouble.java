package io.jobflow.scheduler.telemetry;

import io.jobflow.bridge.Trouble;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of each kind of trouble once and counts the rest. Safe for use by many threads. */
final class CountedTrouble implements Trouble {

    private static final Logger log = LoggerFactory.getLogger(CountedTrouble.class);

    private final MeterRegistry registry;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    CountedTrouble(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void report(String what, @Nullable Throwable cause) {
        registry.counter(SchedulerVocabulary.TROUBLE, SchedulerVocabulary.TAG_WHAT, what)
                .increment();
        if (told.add(what)) {
            log.warn(
                    "Telemetry: {} ({}). Jobs are not affected; further cases are only counted in {}",
                    what,
                    cause == null ? "no cause known" : cause.toString(),
                    SchedulerVocabulary.TROUBLE);
            log.debug("Telemetry: {}", what, cause);
        }
    }
}

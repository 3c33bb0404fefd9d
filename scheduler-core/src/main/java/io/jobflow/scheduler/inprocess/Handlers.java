package io.jobflow.scheduler.inprocess;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The handlers of this JVM by name, each with its wrappers around it. Safe for use by many threads. */
public final class Handlers {

    private final Map<String, Handler> byName = new ConcurrentHashMap<>();
    private final List<HandlerWrapper> wrappers;

    /**
     * Begins without handlers.
     *
     * @param wrappers put around every handler, the first outermost
     */
    public Handlers(List<HandlerWrapper> wrappers) {
        this.wrappers = List.copyOf(wrappers);
    }

    /** Registers a handler, in place of one that had the name before; calls under way go on with that one. */
    public void register(String name, Handler handler) {
        byName.put(name, HandlerWrapper.recover().wrap(HandlerWrapper.chain(handler, wrappers)));
    }

    /** Lets go of a handler; calls under way go on. */
    public void remove(String name) {
        byName.remove(name);
    }

    @Nullable Handler find(String name) {
        return byName.get(name);
    }

    /** What is registered, in name order, for a sentence. */
    String listed() {
        return byName.isEmpty() ? "none" : String.join(", ", new TreeSet<>(byName.keySet()));
    }
}

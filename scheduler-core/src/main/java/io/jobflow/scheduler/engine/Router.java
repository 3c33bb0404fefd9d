package io.jobflow.scheduler.engine;

import io.jobflow.scheduler.discovery.Instance;
import io.jobflow.scheduler.discovery.InstanceSource;
import io.jobflow.scheduler.job.RoutingPolicy;
import io.jobflow.scheduler.job.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chooses the instance of each attempt. Confined to the engine's thread. */
final class Router {

    private final InstanceSource source;
    private final Map<String, Integer> turns = new TreeMap<>();

    Router(InstanceSource source) {
        this.source = source;
    }

    /**
     * Chooses.
     *
     * @param avoid base URL of the instance that the attempt before went to; null at the first attempt
     * @return null when no live instance is known
     */
    @Nullable Instance choose(Target target, @Nullable String avoid) {
        List<Instance> live = instances(target);
        if (live.isEmpty()) {
            return null;
        }
        int start = target.routing() == RoutingPolicy.FIRST ? 0 : nextTurn(target.key(), live.size());
        for (int i = 0; i < live.size(); i++) {
            Instance candidate = live.get((start + i) % live.size());
            if (!candidate.baseUrl().equals(avoid)) {
                return candidate;
            }
        }
        return live.get(0);
    }

    private List<Instance> instances(Target target) {
        String service = target.service();
        return service != null
                ? source.instances(service)
                : target.urls().stream().map(Instance::new).toList();
    }

    private int nextTurn(String key, int size) {
        int turn = turns.getOrDefault(key, 0);
        turns.put(key, turn + 1 == Integer.MAX_VALUE ? 0 : turn + 1);
        return turn % size;
    }
}

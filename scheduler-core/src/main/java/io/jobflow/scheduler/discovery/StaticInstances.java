package io.jobflow.scheduler.discovery;

import java.util.List;
import java.util.Map;

/**
 * Instances that the settings name.
 *
 * @param services base URLs by service name
 */
public record StaticInstances(Map<String, List<Instance>> services) implements InstanceSource {

    public StaticInstances {
        services = Map.copyOf(services);
    }

    @Override
    public List<Instance> instances(String service) {
        return services.getOrDefault(service, List.of());
    }
}

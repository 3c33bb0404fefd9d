package io.jobflow.scheduler.discovery;

/**
 * One live process of a service.
 *
 * @param baseUrl absolute http or https URL without a slash at its end
 */
public record Instance(String baseUrl) {

    public Instance {
        while (baseUrl.endsWith("/")) {
            baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
        }
    }
}

package io.jobflow.scheduler.discovery;

import java.util.List;

/** Says which instances of a service are alive. Answers from memory, at once; safe for use by many threads. */
public interface InstanceSource {

    /** The live instances in a stable order; empty when none is known. */
    List<Instance> instances(String service);
}

package io.jobflow.agent.weave.plugin;

/** The class that woven code calls. */
public enum Door {
    /** For code woven at build time, which carries the hook with it. */
    SITE("io/jobflow/agent/hook/Site"),
    /** For code woven at load time: a class that every loader and module sees. */
    DISPATCHER("java/lang/JobFlowDispatcher");

    private final String internalName;

    Door(String internalName) {
        this.internalName = internalName;
    }

    /** As class files spell it. */
    public String internalName() {
        return internalName;
    }
}

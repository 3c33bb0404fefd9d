package io.jobflow.scheduler.dispatch;

/** Where executors report outcomes: one address for each attempt. Safe for use by many threads. */
public final class CallbackAddresses {

    /** The path below which the scheduler takes reports. */
    public static final String PATH = "/api/v1/callbacks";

    private final String base;
    private final CallbackSecrets secrets;

    /**
     * Creates the addresses of a scheduler.
     *
     * @param publicUrl where executors reach it ({@code jobflow.server.public-url}), with or without a slash at the end
     */
    public CallbackAddresses(String publicUrl, CallbackSecrets secrets) {
        this.base = (publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl) + PATH;
        this.secrets = secrets;
    }

    /** The address of an attempt; whoever has it can report the attempt's outcome, so it is not to be logged. */
    public String of(DispatchRequest request) {
        int shard = request.shard().index();
        return base + "/" + request.execution().id() + "/" + shard + "/"
                + request.attempt().number() + "/"
                + secrets.of(request.execution().id(), shard, request.attempt());
    }
}

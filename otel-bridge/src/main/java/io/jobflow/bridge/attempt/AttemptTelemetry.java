package io.jobflow.bridge.attempt;

import io.jobflow.bridge.JobAttributes;
import io.jobflow.bridge.PerJob;
import io.jobflow.bridge.PlainText;
import io.jobflow.bridge.Trouble;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Opens an {@link AttemptScope} for each attempt that an executor runs, against the OpenTelemetry it was given and no
 * other. Safe for use by any thread; {@link #read} and {@link #start} never throw.
 */
public final class AttemptTelemetry {

    private static final String INSTRUMENTATION_NAME = "io.jobflow";
    private static final int MAX_LOCAL_NAME_LENGTH = 100;
    private static final int EXECUTION_ID_LENGTH = 16;

    private final Tracer tracer;
    private final RunSpans spans;
    private final AttemptInstruments instruments;
    private final MdcKeys mdcKeys;
    private final AttemptClock clock;
    private final Trouble trouble;
    private final boolean callSpans;
    private final boolean logLines;

    private AttemptTelemetry(Builder builder) {
        this.trouble = Trouble.quiet(builder.trouble);
        this.mdcKeys = builder.mdcKeys;
        this.clock = builder.clock;
        this.callSpans = builder.callSpans;
        this.logLines = builder.logLines;
        this.tracer = builder.openTelemetry.getTracer(INSTRUMENTATION_NAME);
        this.spans = new RunSpans(tracer, trouble);
        this.instruments =
                new AttemptInstruments(builder.openTelemetry.getMeter(INSTRUMENTATION_NAME), builder.maxJobNames);
    }

    public static Builder builder(OpenTelemetry openTelemetry) {
        return new Builder(openTelemetry);
    }

    /** {@link JobInvocation#read}, with null and a trouble report where that throws (because the source does). */
    public @Nullable JobInvocation read(HeaderSource headers) {
        try {
            return JobInvocation.read(headers);
        } catch (Throwable failed) {
            trouble.report("headers not read", failed);
            return null;
        }
    }

    /**
     * Starts the attempt on the calling thread: from here to {@link AttemptScope#leave} its context is current and its
     * entries are in the MDC.
     *
     * @param ambient the context the request came in. If its span belongs to the request's trace, that span becomes the
     *     parent (a web framework has continued the trace already); any other is only linked.
     */
    public AttemptScope start(JobInvocation invocation, Context ambient, MdcAccess mdc) {
        return begin(new AttemptScope(this, invocation, spans.open(invocation, ambient)), mdc);
    }

    /**
     * The same for a handler that was called without a request and outside of any run. It has a trace of its own, whose
     * first 16 digits are its execution's id.
     *
     * @param jobName any text; cut at 100 characters
     * @param function the handler's method with the full name of its class
     * @param ambient the context it was called in, which is linked
     */
    public AttemptScope startLocal(String jobName, String function, Context ambient, MdcAccess mdc) {
        String plainName = PlainText.of(jobName, MAX_LOCAL_NAME_LENGTH);
        Context opened = spans.openLocal(plainName, function, ambient);
        Span span = Span.fromContext(opened);
        String executionId = span.getSpanContext().getTraceId().substring(0, EXECUTION_ID_LENGTH);
        span.setAttribute(JobAttributes.EXECUTION_ID, executionId);
        return begin(new AttemptScope(this, JobInvocation.local(plainName, executionId), opened), mdc);
    }

    /**
     * Begins a handler's span below the current one.
     *
     * @param name the method with the simple name of its class
     * @param function the method with the full name of its class
     */
    public HandlerScope startHandler(String name, String function) {
        Context around = Context.current();
        Span span = spans.openHandler(name, function, around);
        return new HandlerScope(this, span.getSpanContext().isValid() ? around.with(span) : around);
    }

    private AttemptScope begin(AttemptScope scope, MdcAccess mdc) {
        JobInvocation invocation = scope.invocation();
        try {
            instruments.started(invocation, clock.wallMillis(), scope.context());
        } catch (Throwable failed) {
            trouble.report("start not measured", failed);
        }
        scope.enterFirst(mdc);
        return scope;
    }

    Tracer tracer() {
        return tracer;
    }

    boolean wantsCallSpans() {
        return callSpans;
    }

    boolean wantsLogLines() {
        return logLines;
    }

    RunSpans spans() {
        return spans;
    }

    AttemptInstruments instruments() {
        return instruments;
    }

    MdcKeys mdcKeys() {
        return mdcKeys;
    }

    Trouble trouble() {
        return trouble;
    }

    long monotonicNanos() {
        return clock.monotonicNanos();
    }

    /** Confined to one thread. */
    public static final class Builder {
        private final OpenTelemetry openTelemetry;
        private Trouble trouble = Trouble.IGNORED;
        private AttemptClock clock = AttemptClock.SYSTEM;
        private MdcKeys mdcKeys = MdcKeys.defaults();
        private int maxJobNames = PerJob.DEFAULT_MAX_NAMES;
        private boolean callSpans = true;
        private boolean logLines;

        Builder(OpenTelemetry openTelemetry) {
            this.openTelemetry = openTelemetry;
        }

        /** Who hears of failures in here; nobody by default. */
        public Builder trouble(Trouble receiver) {
            this.trouble = receiver;
            return this;
        }

        /** {@link AttemptClock#SYSTEM} by default. */
        public Builder clock(AttemptClock attemptClock) {
            this.clock = attemptClock;
            return this;
        }

        /** {@link MdcKeys#defaults()} by default. */
        public Builder mdcKeys(MdcKeys keys) {
            this.mdcKeys = keys;
            return this;
        }

        /** How many job names get metric series of their own, from 0; {@link PerJob#DEFAULT_MAX_NAMES} by default. */
        public Builder maxJobNames(int names) {
            this.maxJobNames = names;
            return this;
        }

        /** Whether the calls that go out of attempts get spans; not where somebody else makes them. True by default. */
        public Builder callSpans(boolean wanted) {
            this.callSpans = wanted;
            return this;
        }

        /** Whether the lines that attempts log may be exported; not where somebody else does so. False by default. */
        public Builder logLines(boolean wanted) {
            this.logLines = wanted;
            return this;
        }

        public AttemptTelemetry build() {
            return new AttemptTelemetry(this);
        }
    }
}

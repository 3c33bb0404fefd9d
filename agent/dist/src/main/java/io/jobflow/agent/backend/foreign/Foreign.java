package io.jobflow.agent.backend.foreign;

import io.opentelemetry.api.OpenTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * An OpenTelemetry that is not ours: the application's, or that of OpenTelemetry's agent. Whoever holds this holds its
 * loader; to be kept only by {@link #keep}. Safe for use by any thread.
 */
public final class Foreign {

    private static final String INTERFACE = ".api.OpenTelemetry";

    private final ForeignApi api;
    private final Object theirs;

    private Foreign(ForeignApi api, Object theirs) {
        this.api = api;
        this.theirs = theirs;
    }

    /**
     * Looks at an object of the application.
     *
     * @throws IllegalArgumentException if it is no OpenTelemetry, or one of an API that lacks what the agent needs
     */
    public static Foreign of(Object theirs) {
        for (Class<?> type = theirs.getClass(); type != null; type = type.getSuperclass()) {
            Class<?> openTelemetry = interfaceOf(type);
            if (openTelemetry != null) {
                return new Foreign(ForeignApi.of(openTelemetry), theirs);
            }
        }
        throw new IllegalArgumentException(theirs.getClass() + " is not OpenTelemetry");
    }

    private static @Nullable Class<?> interfaceOf(Class<?> type) {
        for (Class<?> each : type.getInterfaces()) {
            Class<?> found = each.getName().endsWith(INTERFACE) ? each : interfaceOf(each);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** It in our form. */
    public OpenTelemetry openTelemetry() {
        return new ForeignOpenTelemetry(api, theirs);
    }

    /** Keeps something of ours for as long as their classes are there, and no longer. */
    public void keep(Object ours) {
        api.keep(ours);
    }

    /** Whether the application's OpenTelemetry is of this loader or of one below it. */
    public boolean isWithin(@Nullable ClassLoader loader) {
        for (ClassLoader each = theirs.getClass().getClassLoader(); each != null; each = each.getParent()) {
            if (each == loader) {
                return true;
            }
        }
        return false;
    }

    ForeignApi api() {
        return api;
    }
}

package io.jobflow.agent.weave.telemetry;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the constructors. */
public final class TelemetryPlugin extends WeavePlugin {

    public TelemetryPlugin(Door door) {
        super(door, "telemetry", TelemetryClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return builder.visit(advice(MadeAdvice.class, locator).on(isConstructor()));
    }
}

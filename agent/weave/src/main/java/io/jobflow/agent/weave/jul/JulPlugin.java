package io.jobflow.agent.weave.jul;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves {@code java.util.logging}. */
public final class JulPlugin extends WeavePlugin {

    public JulPlugin(Door door) {
        super(door, "jul", JulClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (type.getName().equals(JulClasses.LOGGER)) {
            return builder.visit(advice(LogAdvice.class, locator).on(ofRecord("log")));
        }
        if (type.getName().equals(JulClasses.FORMATTER)) {
            return builder.visit(advice(FormatAdvice.class, locator).on(ofRecord("formatMessage")));
        }
        return builder.visit(advice(BridgeAdvice.class, locator).on(ofRecord("publish")));
    }

    private static ElementMatcher.Junction<MethodDescription> ofRecord(String method) {
        return named(method).and(takesArguments(1)).and(takesArgument(0, named("java.util.logging.LogRecord")));
    }
}

package io.jobflow.agent.weave.jul;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.util.Collections;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves {@code java.util.logging}. */
public final class JulPlugin extends WeavePlugin {

    private final boolean exports;

    /** @param exports whether lines of runs may be exported */
    public JulPlugin(Door door, boolean exports) {
        super(
                door,
                "jul",
                JulClasses.ALL,
                Collections.singletonMap(
                        RecordLogger.class.getName().replace('.', '/'), JulClasses.LOGGER.replace('.', '/')));
        this.exports = exports;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (type.getName().equals(JulClasses.LOGGER)) {
            DynamicType.Builder<?> marking =
                    builder.visit(advice(LogAdvice.class, locator).on(ofRecord("log")));
            return exports ? marking.visit(advice(ExportAdvice.class, locator).on(ofRecord("log"))) : marking;
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

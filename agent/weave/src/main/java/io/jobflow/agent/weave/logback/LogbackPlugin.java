package io.jobflow.agent.weave.logback;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves Logback. */
public final class LogbackPlugin extends WeavePlugin {

    private final boolean exports;

    /** @param exports whether lines of runs may be exported */
    public LogbackPlugin(Door door, boolean exports) {
        super(door, "logback", LogbackClasses.ALL);
        this.exports = exports;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        switch (type.getName()) {
            case LogbackClasses.LOGGER:
                DynamicType.Builder<?> appending =
                        builder.visit(advice(AppendAdvice.class, locator).on(named("callAppenders")));
                return exports
                        ? appending.visit(advice(ExportAdvice.class, locator).on(named("callAppenders")))
                        : appending;
            case LogbackClasses.EVENT:
                return builder.visit(advice(EventMapAdvice.class, locator)
                        .on(named("getMDCPropertyMap").and(takesNoArguments())));
            default:
                return builder.visit(advice(MdcCreatedAdvice.class, locator).on(isConstructor()))
                        .visit(advice(MdcUsedAdvice.class, locator)
                                .on(namedOneOf(
                                        "get",
                                        "put",
                                        "remove",
                                        "clear",
                                        "getCopyOfContextMap",
                                        "getPropertyMap",
                                        "setContextMap")));
        }
    }
}

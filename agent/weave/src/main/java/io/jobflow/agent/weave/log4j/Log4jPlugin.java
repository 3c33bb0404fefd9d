package io.jobflow.agent.weave.log4j;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.util.Arrays;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves Log4j 2. */
public final class Log4jPlugin extends WeavePlugin {

    private static final String[] USES = {
        "get",
        "getValue",
        "put",
        "putValue",
        "putAll",
        "putAllValues",
        "remove",
        "removeAll",
        "clear",
        "containsKey",
        "isEmpty",
        "getCopy",
        "getImmutableMapOrNull",
        "getReadOnlyContextData",
    };

    public Log4jPlugin(Door door) {
        super(door, "log4j", Log4jClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (Arrays.asList(Log4jClasses.INJECTORS).contains(type.getName())) {
            return builder.visit(advice(EventDataAdvice.class, locator).on(named("injectContextData")));
        }
        return builder.visit(advice(MapCreatedAdvice.class, locator).on(isConstructor()))
                .visit(advice(MapUsedAdvice.class, locator).on(namedOneOf(USES).and(isPublic())));
    }
}

package io.jobflow.agent.weave.log4j;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

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

    /** @param exports whether lines of runs may be exported */
    public Log4jPlugin(Door door, boolean exports) {
        super(door, "log4j", exports ? withLoggers() : Log4jClasses.ALL);
    }

    private static String[] withLoggers() {
        String[] all = Arrays.copyOf(Log4jClasses.ALL, Log4jClasses.ALL.length + Log4jClasses.EXPORTING.length);
        System.arraycopy(Log4jClasses.EXPORTING, 0, all, Log4jClasses.ALL.length, Log4jClasses.EXPORTING.length);
        return all;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (Arrays.asList(Log4jClasses.INJECTORS).contains(type.getName())) {
            return builder.visit(advice(EventDataAdvice.class, locator).on(named("injectContextData")));
        }
        if (Arrays.asList(Log4jClasses.EXPORTING).contains(type.getName())) {
            return builder.visit(
                            advice(ExportAdvice.class, locator).on(named("log").and(takesArguments(6))))
                    .visit(advice(ExportMessageAdvice.class, locator)
                            .on(named("logMessage").and(takesArguments(5)).and(isPublic())));
        }
        return builder.visit(advice(MapCreatedAdvice.class, locator).on(isConstructor()))
                .visit(advice(MapUsedAdvice.class, locator).on(namedOneOf(USES).and(isPublic())));
    }
}

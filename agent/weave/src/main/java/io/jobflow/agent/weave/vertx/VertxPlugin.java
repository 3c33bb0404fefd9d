package io.jobflow.agent.weave.vertx;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves what Vert.x hands work over with. */
public final class VertxPlugin extends WeavePlugin {

    public VertxPlugin(Door door) {
        super(door, "vertx", VertxClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        switch (type.getName()) {
            case VertxClasses.WORK:
                return builder.visit(
                        advice(WorkAdvice.class, locator).on(named("run").and(takesNoArguments())));
            case VertxClasses.TIMER:
                return builder.visit(advice(TimerMadeAdvice.class, locator).on(isConstructor()))
                        .visit(advice(TimerCancelledAdvice.class, locator)
                                .on(named("cancel").and(takesNoArguments())))
                        .visit(advice(WorkAdvice.class, locator).on(named("run").and(takesNoArguments())));
            default:
                return builder.visit(advice(CarriedAdvice.class, locator)
                        .on(named("execute").and(takesArgument(0, Runnable.class))));
        }
    }
}

package io.jobflow.agent.weave.apache;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the calls of Apache HttpClient. */
public final class ApacheClientPlugin extends WeavePlugin {

    public ApacheClientPlugin(Door door) {
        super(door, "apache-client", ApacheClientClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (type.getName().equals(ApacheClientClasses.ASYNC_5)) {
            return builder.visit(advice(Async5Advice.class, locator).on(named("executeImmediate")));
        }
        Class<?> advice =
                ApacheClientClasses.CLASSIC_4.contains(type.getName()) ? Classic4Advice.class : Classic5Advice.class;
        return builder.visit(advice(advice, locator).on(named("doExecute").and(takesArguments(3))));
    }
}

package io.jobflow.agent.weave.urlconnection;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the calls of {@code HttpURLConnection}. */
public final class UrlConnectionPlugin extends WeavePlugin {

    public UrlConnectionPlugin(Door door) {
        super(door, "url-connection", UrlConnectionClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return builder.visit(advice(ConnectAdvice.class, locator)
                        .on(namedOneOf("connect", "getOutputStream").and(takesNoArguments())))
                .visit(advice(AnswerAdvice.class, locator)
                        .on(named("getInputStream").and(takesNoArguments())));
    }
}

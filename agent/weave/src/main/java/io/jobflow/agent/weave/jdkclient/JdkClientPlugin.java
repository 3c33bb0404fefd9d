package io.jobflow.agent.weave.jdkclient;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves the calls of {@code java.net.http.HttpClient}: all of them come to the one method with four parameters, which makes
 * itself a request of its own from the application's.
 */
public final class JdkClientPlugin extends WeavePlugin {

    public JdkClientPlugin(Door door) {
        super(door, "jdk-client", JdkClientClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        if (type.getName().equals(JdkClientClasses.CLIENT)) {
            return builder.visit(
                    advice(SendAdvice.class, locator).on(named("sendAsync").and(takesArguments(4))));
        }
        return builder.visit(new AsmVisitorWrapper.ForDeclaredMethods()
                .constructor(
                        isConstructor().and(takesArgument(0, named("java.net.http.HttpRequest"))),
                        advice(RequestAdvice.class, locator)));
    }
}

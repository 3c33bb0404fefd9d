package io.jobflow.agent.weave.jdkhttp;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the JDK's web server. */
public final class JdkHttpPlugin extends WeavePlugin {

    static final String SITE = "jdk-http";

    public JdkHttpPlugin(Door door) {
        super(door, SITE, JdkHttpClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        switch (type.getName()) {
            case JdkHttpClasses.CHAIN:
                return builder.visit(advice(ChainAdvice.class, locator).on(named("doFilter")));
            case JdkHttpClasses.STREAM:
                return builder.visit(advice(WriteByteAdvice.class, locator)
                                .on(named("write").and(takesArguments(int.class))))
                        .visit(advice(WriteArrayAdvice.class, locator)
                                .on(named("write").and(takesArguments(byte[].class))))
                        .visit(advice(WriteRangeAdvice.class, locator)
                                .on(named("write").and(takesArguments(3)).and(takesArgument(0, byte[].class))))
                        .visit(advice(CloseAdvice.class, locator).on(named("close")));
            default:
                return builder.visit(advice(SendHeadersAdvice.class, locator).on(named("sendResponseHeaders")))
                        .visit(advice(CloseAdvice.class, locator).on(named("close")));
        }
    }
}

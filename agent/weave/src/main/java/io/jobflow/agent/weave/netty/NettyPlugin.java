package io.jobflow.agent.weave.netty;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves Netty's HTTP codec. */
public final class NettyPlugin extends WeavePlugin {

    public NettyPlugin(Door door) {
        super(door, "netty", NettyClasses.ALL);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        switch (type.getName()) {
            case NettyClasses.DECODER:
                return builder.visit(advice(DecodeAdvice.class, locator)
                                .on(named("decode").and(takesArguments(3))))
                        .visit(advice(ClosedAdvice.class, locator)
                                .on(named("decodeLast").and(takesArguments(3))));
            case NettyClasses.ENCODER:
                return builder.visit(
                        advice(EncodeAdvice.class, locator).on(named("encode").and(takesArguments(3))));
            case NettyClasses.ONE_BY_ONE:
                return builder.visit(
                        advice(PipelinedAdvice.class, locator).on(named("run").and(takesArguments(0))));
            default:
                return builder.visit(advice(HandOnAdvice.class, locator)
                        .on(named("fireChannelRead").and(takesArguments(3))));
        }
    }
}

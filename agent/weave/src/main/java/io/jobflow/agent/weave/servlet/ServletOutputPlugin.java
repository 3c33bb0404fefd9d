package io.jobflow.agent.weave.servlet;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.nio.ByteBuffer;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the streams and writers of servlet containers. Methods that only hand on to a woven one are left out. */
public final class ServletOutputPlugin extends WeavePlugin {

    public ServletOutputPlugin(Door door) {
        super(door, ServletPlugin.SITE, ServletClasses.OUTPUTS);
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        DynamicType.Builder<?> woven = builder.visit(advice(WriteRangeAdvice.class, locator)
                        .on(named("write")
                                .and(takesArguments(3))
                                .and(takesArgument(1, int.class))
                                .and(takesArgument(2, int.class))))
                .visit(advice(WriteBufferAdvice.class, locator)
                        .on(named("write").and(takesArguments(ByteBuffer.class))));
        return type.getName().startsWith(ServletClasses.UNITS_HANDED_ON)
                ? woven.visit(advice(StreamMadeAdvice.class, locator)
                        .on(isConstructor().and(takesArgument(0, nameStartsWith("io.undertow.servlet.")))))
                : woven.visit(advice(WriteUnitAdvice.class, locator)
                        .on(namedOneOf("write", "writeByte").and(takesArguments(int.class))));
    }
}

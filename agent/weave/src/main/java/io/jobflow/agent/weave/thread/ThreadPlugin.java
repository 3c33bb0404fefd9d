package io.jobflow.agent.weave.thread;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/**
 * Weaves the JDK's virtual threads. They begin their work in a method that they inherit from {@code Thread}, see
 * {@link ThreadFile}.
 */
public final class ThreadPlugin extends WeavePlugin {

    private final Door door;

    public ThreadPlugin(Door door) {
        super(door, "thread", ThreadClasses.LATE);
        this.door = door;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return builder.visit(advice(StartAdvice.class, locator)
                        .on(named("start").and(takesArguments(1)))) // the other one leads here
                .visit(new AsmVisitorWrapper.ForDeclaredMethods()
                        .method(named("run").and(takesArguments(1)), new VirtualThreadEnd(door)));
    }
}

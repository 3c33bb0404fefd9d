package io.jobflow.agent.weave.pool;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves the JDK's thread pools. */
public final class PoolPlugin extends WeavePlugin {

    private final Door door;

    public PoolPlugin(Door door) {
        super(door, "pool", PoolClasses.ALL);
        this.door = door;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        switch (type.getName()) {
            case PoolClasses.THREAD_POOL:
                return threadPool(builder, locator);
            case PoolClasses.SCHEDULED_POOL:
                return on(builder, locator, DelayedAdvice.class, named("delayedExecute"));
            case PoolClasses.FUTURE:
                return on(
                        on(builder, locator, CancelledAdvice.class, named("cancel")),
                        locator,
                        FutureDoneAdvice.class,
                        named("finishCompletion"));
            case PoolClasses.FORK_JOIN_POOL:
                return forkJoinPool(builder, locator);
            case PoolClasses.FORK_JOIN_DELAYED:
                return on(builder, locator, DelayedForkJoinAdvice.class, isConstructor());
            default:
                return forkJoin(builder, locator);
        }
    }

    private DynamicType.Builder<?> threadPool(DynamicType.Builder<?> builder, ClassFileLocator locator) {
        DynamicType.Builder<?> woven = on(builder, locator, HandOverAdvice.class, named("execute"));
        woven = on(woven, locator, RefusedAdvice.class, named("reject"));
        woven = on(woven, locator, RemovedAdvice.class, named("remove"));
        woven = on(woven, locator, DrainedAdvice.class, named("drainQueue"));
        woven = on(woven, locator, BeforeWorkAdvice.class, named("beforeExecute"));
        woven = on(woven, locator, AfterWorkAdvice.class, named("afterExecute"));
        woven = on(woven, locator, GrowthAdvice.class, named("addWorker"));
        return woven.visit(new AsmVisitorWrapper.ForDeclaredMethods().method(named("runWorker"), new WorkerLoop(door)));
    }

    /** Up to Java 21 all outside calls end in the one method, later in the other. */
    private DynamicType.Builder<?> forkJoinPool(DynamicType.Builder<?> builder, ClassFileLocator locator) {
        DynamicType.Builder<?> woven = on(
                builder,
                locator,
                HandOverToPoolAdvice.class,
                named("externalSubmit").and(takesForkJoinTask(0)));
        woven = on(
                woven,
                locator,
                HandOverSecondToPoolAdvice.class,
                named("poolSubmit").and(takesForkJoinTask(1)));
        woven = on(woven, locator, NotDelayedAdvice.class, named("scheduleDelayedTask"));
        return on(woven, locator, GrowthAdvice.class, named("createWorker"));
    }

    private static ElementMatcher<MethodDescription> takesForkJoinTask(int index) {
        return takesArgument(index, named(PoolClasses.FORK_JOIN));
    }

    private DynamicType.Builder<?> forkJoin(DynamicType.Builder<?> builder, ClassFileLocator locator) {
        DynamicType.Builder<?> woven = on(builder, locator, ForkAdvice.class, named("fork"));
        woven = on(woven, locator, CancelledAdvice.class, named("cancel"));
        woven = on(woven, locator, GivenUpAdvice.class, named("trySetCancelled"));
        return on(woven, locator, ExecuteAdvice.class, named("doExec"));
    }

    private DynamicType.Builder<?> on(
            DynamicType.Builder<?> builder,
            ClassFileLocator locator,
            Class<?> source,
            ElementMatcher<? super MethodDescription> methods) {
        return builder.visit(advice(source, locator).on(methods));
    }
}

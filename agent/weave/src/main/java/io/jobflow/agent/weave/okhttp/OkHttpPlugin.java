package io.jobflow.agent.weave.okhttp;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.util.Collections;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;

/** Weaves the calls of OkHttp. */
public final class OkHttpPlugin extends WeavePlugin {

    /** What the names in our advice have become when the agent was packed. */
    private static final String PACKED = "io/jobflow/agent/shaded/okhttp3/";

    public OkHttpPlugin(Door door) {
        super(door, "okhttp", OkHttpClasses.ALL, Collections.singletonMap(PACKED, OkHttpClasses.PACKAGE + "/"));
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return builder.visit(
                advice(ProceedAdvice.class, locator).on(named("proceed").and(takesArguments(1))));
    }
}

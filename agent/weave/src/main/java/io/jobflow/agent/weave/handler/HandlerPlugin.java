package io.jobflow.agent.weave.handler;

import static net.bytebuddy.matcher.ElementMatchers.is;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.annotation.AnnotationValue;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import org.jspecify.annotations.Nullable;

/** Weaves the methods that the settings name. */
public final class HandlerPlugin extends WeavePlugin {

    private static final String JOB_NAME = "value";
    /** What may turn out to be a publisher, and can be exchanged for one that is watched. */
    private static final Set<String> PUBLISHERS = new HashSet<>(Arrays.asList(
            "java.lang.Object",
            "reactor.core.publisher.Mono",
            "reactor.core.publisher.Flux",
            "reactor.core.CorePublisher",
            "org.reactivestreams.Publisher"));

    private final HandlerRules rules;

    public HandlerPlugin(Door door, HandlerRules rules) {
        super(door, "handler", new String[0]);
        this.rules = rules;
    }

    @Override
    public boolean matches(TypeDescription type) {
        if (rules.isEmpty()) {
            return false;
        }
        for (MethodDescription method : type.getDeclaredMethods()) {
            if (jobName(type, method) != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        DynamicType.Builder<?> woven = builder;
        for (MethodDescription.InDefinedShape method : type.getDeclaredMethods()) {
            String job = jobName(type, method);
            if (job != null) {
                woven = woven.visit(advice(
                                mayReturnPublisher(method) ? ReactiveHandlerAdvice.class : HandlerAdvice.class,
                                locator,
                                Advice.withCustomMapping().bind(JobName.class, job))
                        .on(is(method)));
            }
        }
        return woven;
    }

    private static boolean mayReturnPublisher(MethodDescription method) {
        return PUBLISHERS.contains(method.getReturnType().asErasure().getName());
    }

    /** Empty if the annotation does not name the job; null if the method is no handler. */
    private @Nullable String jobName(TypeDescription type, MethodDescription method) {
        if (!method.isMethod() || method.isAbstract() || method.isNative() || method.isSynthetic()) {
            return null;
        }
        for (AnnotationDescription annotation : method.getDeclaredAnnotations()) {
            if (rules.annotations().contains(annotation.getAnnotationType().getName())) {
                return jobName(annotation);
            }
        }
        return rules.matches(type.getName(), method.getName()) ? "" : null;
    }

    private static String jobName(AnnotationDescription annotation) {
        try {
            AnnotationValue<?, ?> value = annotation.getValue(JOB_NAME);
            Object name = value == null ? null : value.resolve();
            return name instanceof String ? (String) name : "";
        } catch (RuntimeException noSuchMember) {
            return "";
        }
    }
}

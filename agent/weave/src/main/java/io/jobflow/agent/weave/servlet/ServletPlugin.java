package io.jobflow.agent.weave.servlet;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import java.util.Collections;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;

/** Weaves the requests of servlet containers, in one of the two namespaces. */
public final class ServletPlugin extends WeavePlugin {

    static final String SITE = "servlet";

    private final Namespace namespace;

    public ServletPlugin(Door door, Namespace namespace) {
        super(
                door,
                SITE,
                ServletClasses.ENTRIES,
                Collections.singletonMap(Namespace.JAVAX.internalPrefix(), namespace.internalPrefix()));
        this.namespace = namespace;
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        ElementMatcher.Junction<MethodDescription> entry = namedOneOf("doFilter", "service")
                .and(takesArgument(0, named(namespace.type("ServletRequest"))))
                .and(takesArgument(1, named(namespace.type("ServletResponse"))))
                .and(takesArguments(2).or(takesArguments(3)));
        // A container knows only one of the two namespaces: advice for the other could not even be read.
        return type.getDeclaredMethods().filter(entry).isEmpty()
                ? builder
                : builder.visit(advice(ServiceAdvice.class, locator).on(entry));
    }
}

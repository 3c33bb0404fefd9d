package io.jobflow.agent.weave.jdbc;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.plugin.WeavePlugin;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;

/** Weaves the statements of database drivers, and their connections, which know the text of prepared ones. */
public final class JdbcPlugin extends WeavePlugin {

    public JdbcPlugin(Door door) {
        super(door, "jdbc", new String[0]);
    }

    @Override
    public boolean matches(TypeDescription type) {
        return !type.isInterface()
                && JdbcClasses.soundsLikeOne(type.getInternalName())
                && (isStatement(type) || isConnection(type));
    }

    private static boolean isStatement(TypeDescription type) {
        return JdbcClasses.STATEMENTS.contains(type.getName())
                || type.getInterfaces().asErasures().stream()
                        .anyMatch(each -> JdbcClasses.STATEMENT_INTERFACES.contains(each.getName()));
    }

    private static boolean isConnection(TypeDescription type) {
        return JdbcClasses.CONNECTIONS.contains(type.getName())
                || type.getInterfaces().asErasures().stream()
                        .anyMatch(each -> each.getName().equals(JdbcClasses.CONNECTION_INTERFACE));
    }

    @Override
    public DynamicType.Builder<?> apply(
            DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
        return isStatement(type) ? statement(builder, locator) : connection(builder, locator);
    }

    private DynamicType.Builder<?> statement(DynamicType.Builder<?> builder, ClassFileLocator locator) {
        ElementMatcher.Junction<MethodDescription> executes =
                concrete().and(namedOneOf("execute", "executeQuery", "executeUpdate", "executeLargeUpdate"));
        return builder.visit(advice(TextAdvice.class, locator).on(executes.and(takesArgument(0, String.class))))
                .visit(advice(PreparedAdvice.class, locator).on(executes.and(takesNoArguments())))
                .visit(advice(BatchAdvice.class, locator)
                        .on(concrete()
                                .and(namedOneOf("executeBatch", "executeLargeBatch"))
                                .and(takesNoArguments())))
                .visit(advice(BatchedAdvice.class, locator)
                        .on(concrete()
                                .and(named("addBatch"))
                                .and(takesArguments(1))
                                .and(takesArgument(0, String.class))));
    }

    private DynamicType.Builder<?> connection(DynamicType.Builder<?> builder, ClassFileLocator locator) {
        return builder.visit(advice(PrepareAdvice.class, locator)
                .on(concrete()
                        .and(namedOneOf("prepareStatement", "prepareCall"))
                        .and(takesArgument(0, String.class))));
    }

    private static ElementMatcher.Junction<MethodDescription> concrete() {
        return isPublic().and(not(ElementMatchers.isAbstract()));
    }
}

package io.jobflow.agent.weave.handler;

import io.jobflow.agent.weave.classfile.ConstantPool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which methods are handlers by the settings: by the names of class and method, or by an annotation. Classes that frameworks
 * make ({@code …$$…}) are none, because they hand on to the ones they were made from. Immutable.
 */
public final class HandlerRules {

    /** No method is one. */
    public static final HandlerRules NONE =
            new HandlerRules(Collections.<HandlerPattern>emptyList(), Collections.<String>emptySet());

    private static final String MADE_BY_A_FRAMEWORK = "$$";

    private final List<HandlerPattern> patterns;
    private final Set<String> annotations;
    private final List<byte[]> descriptors = new ArrayList<>();

    private HandlerRules(List<HandlerPattern> patterns, Set<String> annotations) {
        this.patterns = patterns;
        this.annotations = annotations;
        for (String annotation : annotations) {
            descriptors.add(("L" + annotation.replace('.', '/') + ";").getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * These rules and one more.
     *
     * @param text such as {@code com.acme.jobs.*#sync*}
     * @throws IllegalArgumentException with what is expected, as a part of a sentence
     */
    public HandlerRules withPattern(String text) {
        List<HandlerPattern> more = new ArrayList<>(patterns);
        more.add(HandlerPattern.parse(text));
        return new HandlerRules(more, annotations);
    }

    /**
     * These rules and one more.
     *
     * @param className of an annotation that is kept in class files
     * @throws IllegalArgumentException with what is expected, as a part of a sentence
     */
    public HandlerRules withAnnotation(String className) {
        if (!isClassName(className)) {
            throw new IllegalArgumentException("expected the full name of an annotation: com.acme.JobHandler");
        }
        Set<String> more = new LinkedHashSet<>(annotations);
        more.add(className);
        return new HandlerRules(patterns, more);
    }

    private static boolean isClassName(String text) {
        boolean atStart = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits = atStart ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c) || c == '.';
            if (!fits || c > 127) {
                return false;
            }
            atStart = c == '.';
        }
        return !atStart && text.indexOf('.') > 0;
    }

    public boolean isEmpty() {
        return patterns.isEmpty() && annotations.isEmpty();
    }

    /**
     * Whether a closer look at the class is worth while. Cheap: compares its name, and its constants with the annotations.
     *
     * @param internalName as class files spell it
     */
    public boolean mayHaveHandlers(String internalName, byte[] classFile) {
        if (isEmpty() || internalName.contains(MADE_BY_A_FRAMEWORK)) {
            return false;
        }
        return matchesClass(internalName.replace('/', '.'))
                || (!descriptors.isEmpty() && ConstantPool.hasAnyOf(descriptors, classFile));
    }

    /** Whether names are not enough to tell. */
    public boolean lookIntoClasses() {
        return !annotations.isEmpty();
    }

    boolean matchesClass(String name) {
        for (HandlerPattern pattern : patterns) {
            if (pattern.matchesClass(name)) {
                return true;
            }
        }
        return false;
    }

    boolean matches(String className, String methodName) {
        for (HandlerPattern pattern : patterns) {
            if (pattern.matchesClass(className) && pattern.matchesMethod(methodName)) {
                return true;
            }
        }
        return false;
    }

    /** Class names. */
    Set<String> annotations() {
        return annotations;
    }
}

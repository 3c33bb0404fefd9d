package io.jobflow.agent.weave.handler;

/** Methods named as {@code com.acme.jobs.*#sync*}: a class and a method, with {@code *} for any characters. Immutable. */
final class HandlerPattern {

    private static final String EXPECTED =
            "expected class#method, where * stands for any characters and the class begins with a letter: com.acme.jobs.*#sync*";

    private final Glob className;
    private final Glob methodName;

    private HandlerPattern(Glob className, Glob methodName) {
        this.className = className;
        this.methodName = methodName;
    }

    /** @throws IllegalArgumentException with what is expected, as a part of a sentence */
    static HandlerPattern parse(String text) {
        int hash = text.indexOf('#');
        if (hash < 1
                || !Character.isJavaIdentifierStart(text.charAt(0))
                || !isName(text, 0, hash, true)
                || !isName(text, hash + 1, text.length(), false)) {
            throw new IllegalArgumentException(EXPECTED);
        }
        return new HandlerPattern(new Glob(text.substring(0, hash)), new Glob(text.substring(hash + 1)));
    }

    private static boolean isName(String text, int from, int to, boolean dotted) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!Character.isJavaIdentifierPart(c) && c != '*' && !(dotted && c == '.')) {
                return false;
            }
        }
        return from < to;
    }

    /** @param name with dots, and {@code $} before nested classes */
    boolean matchesClass(String name) {
        return className.matches(name);
    }

    boolean matchesMethod(String name) {
        return methodName.matches(name);
    }
}

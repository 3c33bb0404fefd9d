package io.jobflow.agent.run;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * A field or method of libraries that are not visible here, looked up once for each class that has it. Whatever goes wrong
 * counts as its absence. Safe for use by any thread.
 */
abstract class MemberByName {

    private static final Object MISSING = new Object();

    final String name;

    private final ClassValue<Object> members = new ClassValue<Object>() {
        @Override
        protected Object computeValue(Class<?> type) {
            try {
                return find(type);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
                return MISSING;
            }
        }
    };

    private MemberByName(String name) {
        this.name = name;
    }

    /** A field of any visibility, of the class itself or one it extends. */
    static MemberByName field(String name) {
        return new OfField(name);
    }

    /** A public method. */
    static MemberByName method(String name, Class<?>... parameters) {
        return new OfMethod(name, parameters);
    }

    /** What it has or answers for this object; null if that is null, or has none. */
    @Nullable Object of(@Nullable Object owner, Object... arguments) {
        Object member = owner == null ? MISSING : members.get(owner.getClass());
        if (owner == null || member == MISSING) {
            return null;
        }
        try {
            return read(member, owner, arguments);
        } catch (ReflectiveOperationException | RuntimeException unlikeThoseWeKnow) {
            return null;
        }
    }

    abstract Object find(Class<?> type) throws ReflectiveOperationException;

    abstract @Nullable Object read(Object member, Object owner, Object[] arguments) throws ReflectiveOperationException;

    private static final class OfField extends MemberByName {

        OfField(String name) {
            super(name);
        }

        @Override
        Object find(Class<?> type) throws ReflectiveOperationException {
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Field field : each.getDeclaredFields()) {
                    if (field.getName().equals(name)) {
                        field.setAccessible(true);
                        return field;
                    }
                }
            }
            throw new NoSuchFieldException(name);
        }

        @Override
        @Nullable Object read(Object member, Object owner, Object[] arguments) throws ReflectiveOperationException {
            return ((Field) member).get(owner);
        }
    }

    private static final class OfMethod extends MemberByName {
        private final Class<?>[] parameters;

        OfMethod(String name, Class<?>... parameters) {
            super(name);
            this.parameters = parameters;
        }

        @Override
        Object find(Class<?> type) throws ReflectiveOperationException {
            Method method = type.getMethod(name, parameters);
            method.setAccessible(true);
            return method;
        }

        @Override
        @Nullable Object read(Object member, Object owner, Object[] arguments) throws ReflectiveOperationException {
            return ((Method) member).invoke(owner, arguments);
        }
    }
}

package io.jobflow.agent.run;

/** Which messages of a connection are HTTP's, and not what they are made from or made into. Safe for use by any thread. */
final class HttpMessages {

    private static final String MESSAGE = "io.netty.handler.codec.http.HttpObject";

    private static final ClassValue<Boolean> OF_CLASS = new ClassValue<Boolean>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isOne(type);
        }
    };

    private HttpMessages() {}

    static boolean isOne(Object message) {
        return OF_CLASS.get(message.getClass());
    }

    private static boolean isOne(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Class<?> implemented : each.getInterfaces()) {
                if (implemented.getName().equals(MESSAGE) || isOne(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }
}

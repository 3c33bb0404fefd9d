package io.jobflow.agent.run;

import java.lang.reflect.Field;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a server's codec has read that are not answered yet. It keeps a queue of them; a decoder that stands
 * alone keeps none, and counts as one without. Safe for use by any thread.
 */
final class CodecQueue {

    private static final String OUTER = "this$0";
    private static final String QUEUE = "queue";
    private static final String SIZE = "methodQueueSize";

    private CodecQueue() {}

    /** @param decoder that read a request which is not in the queue yet */
    static int size(Object decoder) {
        Object codec = value(decoder, OUTER);
        if (codec == null) {
            return 0;
        }
        Object queue = value(codec, QUEUE);
        if (queue instanceof Collection) {
            return ((Collection<?>) queue).size();
        }
        Object size = value(codec, SIZE);
        return size instanceof Integer ? (int) size : 0;
    }

    private static @Nullable Object value(Object of, String name) {
        try {
            Field field = of.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(of);
        } catch (ReflectiveOperationException | RuntimeException notThere) {
            return null;
        }
    }
}

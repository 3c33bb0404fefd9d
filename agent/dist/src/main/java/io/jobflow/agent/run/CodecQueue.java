package io.jobflow.agent.run;

import java.util.Collection;

/**
 * How many requests a server's codec has read that are not answered yet. It keeps a queue of them; a decoder that stands
 * alone keeps none, and counts as one without. Safe for use by any thread.
 */
final class CodecQueue {

    private static final MemberByName OUTER = MemberByName.field("this$0");
    private static final MemberByName QUEUE = MemberByName.field("queue");
    private static final MemberByName SIZE = MemberByName.field("methodQueueSize");

    private CodecQueue() {}

    /** @param decoder that read a request which is not in the queue yet */
    static int size(Object decoder) {
        Object codec = OUTER.of(decoder);
        Object queue = QUEUE.of(codec);
        if (queue instanceof Collection) {
            return ((Collection<?>) queue).size();
        }
        Object size = SIZE.of(codec);
        return size instanceof Integer ? (int) size : 0;
    }
}

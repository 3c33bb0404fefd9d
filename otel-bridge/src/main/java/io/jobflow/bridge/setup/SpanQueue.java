package io.jobflow.bridge.setup;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the spans that wait for their export, and drops what is too much before the SDK's own queue would: the SDK tells
 * of its drops only by metrics, which a back end that hangs does not get either. Safe for use by any thread.
 */
final class SpanQueue {

    private final int capacity;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong dropped = new AtomicLong();

    /** @param capacity as many spans as the SDK's queue takes */
    SpanQueue(int capacity) {
        this.capacity = capacity;
    }

    /** In front of the processor that queues. */
    SpanProcessor before(SpanProcessor processor) {
        return new Front(processor);
    }

    /** The exporter took so many over. */
    void taken(int spans) {
        waiting.addAndGet(-spans);
    }

    /** So many were handed to the back end, which did not take them. */
    void lost(int spans) {
        dropped.addAndGet(spans);
    }

    /** How many spans no back end got. */
    long dropped() {
        return dropped.get();
    }

    private boolean hasRoom() {
        if (waiting.incrementAndGet() <= capacity) {
            return true;
        }
        waiting.decrementAndGet();
        dropped.incrementAndGet();
        return false;
    }

    /** Hands on what there is room for. */
    private final class Front implements SpanProcessor {
        private final SpanProcessor processor;

        Front(SpanProcessor processor) {
            this.processor = processor;
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            processor.onStart(parent, span);
        }

        @Override
        public boolean isStartRequired() {
            return processor.isStartRequired();
        }

        @Override
        public void onEnd(ReadableSpan span) {
            if (!span.getSpanContext().isSampled() || hasRoom()) {
                processor.onEnd(span);
            }
        }

        @Override
        public boolean isEndRequired() {
            return processor.isEndRequired();
        }

        @Override
        public CompletableResultCode shutdown() {
            return processor.shutdown();
        }

        @Override
        public CompletableResultCode forceFlush() {
            return processor.forceFlush();
        }

        @Override
        public String toString() {
            return processor.toString();
        }
    }
}

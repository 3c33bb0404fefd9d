package io.jobflow.scheduler.inprocess;

import io.jobflow.scheduler.dispatch.Answer;
import io.jobflow.scheduler.execution.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler. Whoever comes first answers: the handler by ending, or the deadline or the scheduler's stop by
 * cutting it short. All state is guarded by its own monitor; the handler runs outside it.
 */
final class HandlerCall implements Runnable {

    private final Handler handler;
    private final HandlerRequest request;
    private final Consumer<Answer> onAnswer;
    private final Consumer<HandlerCall> onEnd;
    private @Nullable Thread thread;
    private boolean answered;

    /**
     * Prepares a call.
     *
     * @param onAnswer called once, with the outcome
     * @param onEnd called once, when the handler has let go of its thread, even long after the answer
     */
    HandlerCall(Handler handler, HandlerRequest request, Consumer<Answer> onAnswer, Consumer<HandlerCall> onEnd) {
        this.handler = handler;
        this.request = request;
        this.onAnswer = onAnswer;
        this.onEnd = onEnd;
    }

    @Override
    public void run() {
        try {
            if (begin()) {
                end(handle());
            }
        } finally {
            onEnd.accept(this);
        }
    }

    private Outcome handle() {
        HandlerMdc mdc = HandlerMdc.of(request);
        try {
            handler.handle(request);
            return HandlerOutcome.returned(request);
        } catch (Throwable e) { // the attempt's failure; whoever started the thread has no use for it
            return HandlerOutcome.threw(request, e);
        } finally {
            mdc.restore();
        }
    }

    private synchronized boolean begin() {
        thread = Thread.currentThread();
        return !answered;
    }

    private void end(Outcome outcome) {
        boolean first;
        synchronized (this) {
            thread = null;
            first = !answered;
            answered = true;
        }
        Thread.interrupted(); // an interrupt that was meant for this call must not meet the next
        if (first) {
            onAnswer.accept(new Answer.Ended(outcome));
        }
    }

    /** Answers in the handler's stead and interrupts it; returns false when it has answered already. */
    boolean cutShort(Outcome outcome) {
        synchronized (this) {
            if (answered) {
                return false;
            }
            answered = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
        onAnswer.accept(new Answer.Ended(outcome));
        return true;
    }

    HandlerRequest request() {
        return request;
    }
}

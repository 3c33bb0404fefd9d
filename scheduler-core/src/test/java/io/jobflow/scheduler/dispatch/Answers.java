package io.jobflow.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.Outcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects what a dispatcher hands back. */
final class Answers implements Consumer<Answer> {

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    @Override
    public void accept(Answer answer) {
        answers.add(answer);
    }

    /** Waits for the next answer. */
    Answer next() throws InterruptedException {
        Answer answer = answers.poll(15, TimeUnit.SECONDS);
        assertThat(answer).as("an answer within 15 s").isNotNull();
        return answer;
    }

    /** Waits for the next answer, which must be an end. */
    Outcome outcome() throws InterruptedException {
        Answer answer = next();
        assertThat(answer).isInstanceOf(Answer.Ended.class);
        return ((Answer.Ended) answer).outcome();
    }

    int waiting() {
        return answers.size();
    }
}

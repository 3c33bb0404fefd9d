package io.jobflow.scheduler.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.store.StoreWrite;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<Effect.Answered> heard = new ArrayList<>();
    private final Outbox outbox = new Outbox(new Outbox.Limits(3, 6), heard::add);

    @Test
    void aTransactionTakesWholeStepsUntilItHasEnough() {
        step(1, 2);
        step(3, 4, 5);
        step(6);

        assertThat(ids(outbox.next(false))).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(ids(outbox.next(false))).containsExactly(6L);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void aStepThatIsNotOverStays() {
        step(1);
        outbox.add(write(2));

        assertThat(ids(outbox.next(false))).containsExactly(1L);
        assertThat(outbox.next(false)).isEmpty();
        outbox.endStep();
        assertThat(ids(outbox.next(false))).containsExactly(2L);
    }

    @Test
    void aStepThatAsksForNothingIsNone() {
        step(1);
        outbox.endStep();

        assertThat(ids(outbox.next(false))).containsExactly(1L);
        assertThat(outbox.next(false)).isEmpty();
    }

    @Test
    void aReplyIsHeardWhenWhatWasAskedForBeforeItIsDurable() {
        Effect.Answered reply = new Effect.Answered(1, new Reply.Discarded(1));
        step(1, 2);
        outbox.add(reply);

        outbox.durableUpTo(1);
        assertThat(heard).isEmpty();
        outbox.durableUpTo(2);
        assertThat(heard).containsExactly(reply);
    }

    @Test
    void isFullWhenAsMuchWaitsAsMay() {
        step(1, 2, 3, 4, 5);
        assertThat(outbox.isFull()).isFalse();
        step(6);
        assertThat(outbox.isFull()).isTrue();
    }

    private void step(long... ids) {
        for (long id : ids) {
            outbox.add(write(id));
        }
        outbox.endStep();
    }

    private static Effect.Write write(long id) {
        return new Effect.Write(id, new StoreWrite.Prune(List.of(new ExecutionId(id)), List.of()));
    }

    private static List<Long> ids(List<Effect.Write> writes) {
        return writes.stream().map(Effect.Write::writeId).toList();
    }
}

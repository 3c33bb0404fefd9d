package io.jobflow.scheduler.dispatch;

import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the end of one OkHttp call into one {@link Answer}. Runs on the call's thread. */
abstract class AnswerCallback implements Callback {

    private static final Logger log = LoggerFactory.getLogger(AnswerCallback.class);

    private final Sending sending;
    private final AnswerReader reader;
    private final Consumer<Answer> onAnswer;

    /**
     * Waits for one call.
     *
     * @param onAnswer called once
     */
    AnswerCallback(Sending sending, AnswerReader reader, Consumer<Answer> onAnswer) {
        this.sending = sending;
        this.reader = reader;
        this.onAnswer = onAnswer;
    }

    /** Called when the call ended without a complete answer; hands one all the same, now or later. */
    abstract void onNoAnswer(IOException e);

    @Override
    public final void onFailure(Call call, IOException e) {
        onNoAnswer(e);
    }

    @Override
    public final void onResponse(Call call, Response response) {
        Answer answer;
        try (response) {
            answer = read(response);
        } catch (IOException e) {
            onNoAnswer(e);
            return;
        } catch (RuntimeException e) {
            onNoAnswer(new IOException("the answer could not be read: " + e, e));
            return;
        }
        hand(answer);
    }

    private Answer read(Response response) throws IOException {
        AnswerHead head = sending.head();
        if (head == null) {
            throw new IOException("the answer came from nowhere");
        }
        return reader.read(head, response.body().byteStream());
    }

    /** Hands over the answer, once. */
    final void hand(Answer answer) {
        try {
            onAnswer.accept(answer);
        } catch (RuntimeException e) {
            log.error(
                    "An attempt's answer was not taken; it will be settled at its deadline. Report this as a bug.", e);
        }
    }
}

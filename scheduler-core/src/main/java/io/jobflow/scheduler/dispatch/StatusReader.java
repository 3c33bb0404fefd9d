package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import java.io.IOException;
import java.util.function.Consumer;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the answer to a status question means (docs/protocol.md, "Asking how an attempt stands"). */
final class StatusReader implements Callback {

    private static final Logger log = LoggerFactory.getLogger(StatusReader.class);

    private final Consumer<StatusAnswer> onAnswer;

    StatusReader(Consumer<StatusAnswer> onAnswer) {
        this.onAnswer = onAnswer;
    }

    @Override
    public void onFailure(Call call, IOException e) {
        log.debug("An executor did not say how an attempt stands", e);
        onAnswer.accept(new StatusAnswer.Silent());
    }

    @Override
    public void onResponse(Call call, Response response) {
        StatusAnswer answer;
        try (response) {
            answer = response.code() == 200
                    ? told(AnswerBody.read(response.body().byteStream()))
                    : withoutWords(response.code());
        } catch (IOException | RuntimeException e) { // whatever is wrong with it, the question may be asked again
            log.debug("An executor's answer about an attempt could not be read", e);
            answer = new StatusAnswer.Silent();
        }
        onAnswer.accept(answer);
    }

    private static StatusAnswer withoutWords(int status) {
        return status == 404 || status == 410 ? new StatusAnswer.Unknown() : new StatusAnswer.Silent();
    }

    private static StatusAnswer told(AnswerBody body) {
        return switch (body.status() == null ? "" : body.status()) {
            case "RUNNING" -> new StatusAnswer.Running();
            case "SUCCESS" -> ended(JobResult.SUCCESS, body);
            case "FAILED" -> ended(JobResult.FAILURE, body);
            case "SKIPPED" -> ended(JobResult.SKIPPED, body);
            case "UNKNOWN" -> new StatusAnswer.Unknown();
            default -> new StatusAnswer.Silent();
        };
    }

    private static StatusAnswer ended(JobResult result, AnswerBody body) {
        @Nullable String checkpoint = body.checkpoint();
        boolean fits = checkpoint == null || checkpoint.length() <= Outcome.MAX_CHECKPOINT;
        return new StatusAnswer.Ended(
                new Outcome(result, 200, body.message(), fits ? checkpoint : null, result == JobResult.FAILURE, null));
    }
}

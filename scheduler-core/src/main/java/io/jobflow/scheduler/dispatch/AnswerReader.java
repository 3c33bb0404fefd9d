package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.time.TimeSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what an executor's answer means (docs/protocol.md, "Answers"). Safe for use by many threads. */
final class AnswerReader {

    private final TimeSource time;

    AnswerReader(TimeSource time) {
        this.time = time;
    }

    /**
     * Reads an answer. The body decides only where the status is {@code 200}; elsewhere it only adds words, a checkpoint
     * and the class of the error.
     *
     * @throws IOException when the body of a {@code 200} broke off, so that nobody knows what it would have said
     */
    Answer read(AnswerHead head, InputStream body) throws IOException {
        int status = head.status();
        if (status == 202) {
            return new Answer.Accepted();
        }
        return new Answer.Ended(
                status == 200
                        ? told(AnswerBody.read(body))
                        : status / 100 == 2 ? Outcome.success(status) : refused(head, beside(body)));
    }

    private static Outcome told(AnswerBody body) {
        JobResult result = resultOf(body.status());
        List<String> words = new ArrayList<>();
        if (body.message() != null) {
            words.add(plain(body.message()));
        }
        if (result == null) {
            String why = unclear(body);
            if (why != null) {
                words.add(why + "; taken as success because of HTTP 200");
            }
        }
        return new Outcome(
                result == null ? JobResult.SUCCESS : result,
                200,
                message(words, body.checkpoint()),
                CheckpointText.kept(body.checkpoint()),
                result == JobResult.FAILURE,
                null,
                body.error());
    }

    /** The outcome that a call-back reports; null when its body names none. */
    static @Nullable Outcome reported(AnswerBody body) {
        JobResult result = resultOf(body.status());
        List<String> words = body.message() == null ? List.of() : List.of(plain(body.message()));
        return result == null
                ? null
                : new Outcome(
                        result,
                        null,
                        message(words, body.checkpoint()),
                        CheckpointText.kept(body.checkpoint()),
                        result == JobResult.FAILURE,
                        null,
                        body.error());
    }

    /** The words and what is to be said about the checkpoint; null when there is neither. */
    private static @Nullable String message(List<String> words, @Nullable String checkpoint) {
        List<String> all = new ArrayList<>(words);
        String trouble = CheckpointText.trouble(checkpoint);
        if (trouble != null) {
            all.add(trouble);
        }
        return all.isEmpty() ? null : String.join("; ", all);
    }

    private static @Nullable JobResult resultOf(@Nullable String status) {
        return switch (status == null ? "" : status) {
            case "SUCCESS" -> JobResult.SUCCESS;
            case "FAILED" -> JobResult.FAILURE;
            case "SKIPPED" -> JobResult.SKIPPED;
            default -> null;
        };
    }

    private static @Nullable String unclear(AnswerBody body) {
        if (body.status() != null) {
            String shown =
                    body.status().substring(0, Math.min(100, body.status().length()));
            return "the answer's status is \"" + plain(shown) + "\" (expected SUCCESS, FAILED or SKIPPED)";
        }
        return switch (body.form()) {
            case OTHER, JSON -> null;
            case BROKEN -> "the answer begins like JSON and is not";
            case TOO_LONG -> "the answer names no status in its first " + AnswerBody.MAX_BYTES / 1024 + " KiB";
        };
    }

    private Outcome refused(AnswerHead head, AnswerBody body) {
        int status = head.status();
        return switch (status) {
            case 409 -> rejected(head, "already running, or its token is stale", body);
            case 429 -> rejected(head, "too many requests", body);
            case 503 -> rejected(head, "busy", body);
            default -> failed(head, body, status == 408 || status == 425 || status / 100 == 5);
        };
    }

    private Outcome rejected(AnswerHead head, String why, AnswerBody body) {
        Duration wait = RetryAfter.parse(head.retryAfter(), time.now());
        String said = body.message() == null ? "" : ": " + plain(body.message());
        String message = "executor answered " + head.status() + " (" + why + ")" + said;
        return new Outcome(JobResult.REJECTED, head.status(), message, null, true, wait, body.error());
    }

    private static Outcome failed(AnswerHead head, AnswerBody body, boolean retryable) {
        String said = body.message() == null ? null : plain(body.message());
        String message = "executor answered " + head.status();
        if (head.status() / 100 == 3) {
            String location = head.location();
            message += (location == null ? "" : " with Location \"" + plain(location) + "\"")
                    + "; redirects are not followed, so let the job's target name the final address";
        } else if (said != null) {
            message += ": " + said;
        } else if (head.status() == 404) {
            message += ": is the target's path right?";
        }
        return new Outcome(
                JobResult.FAILURE,
                head.status(),
                message(List.of(message), body.checkpoint()),
                CheckpointText.kept(body.checkpoint()),
                retryable,
                null,
                body.error());
    }

    private static AnswerBody beside(InputStream body) {
        try {
            return AnswerBody.read(body);
        } catch (IOException e) {
            return AnswerBody.NONE; // the status has said what counts
        }
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ").strip();
    }
}

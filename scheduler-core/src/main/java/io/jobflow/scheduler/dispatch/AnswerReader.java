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
     * Reads an answer. The body decides only where the status is {@code 200}; elsewhere it only adds words.
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
                        : status / 100 == 2 ? Outcome.success(status) : refused(head, words(body)));
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
        String checkpoint = body.checkpoint();
        if (checkpoint != null && checkpoint.length() > Outcome.MAX_CHECKPOINT) {
            words.add("the checkpoint of " + checkpoint.length() + " characters was not kept (at most "
                    + Outcome.MAX_CHECKPOINT + ")");
            checkpoint = null;
        }
        return new Outcome(
                result == null ? JobResult.SUCCESS : result,
                200,
                words.isEmpty() ? null : String.join("; ", words),
                checkpoint,
                result == JobResult.FAILURE,
                null);
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

    private Outcome refused(AnswerHead head, @Nullable String said) {
        int status = head.status();
        return switch (status) {
            case 409 -> rejected(head, "already running, or its token is stale", said);
            case 429 -> rejected(head, "too many requests", said);
            case 503 -> rejected(head, "busy", said);
            default -> failed(head, said, status == 408 || status == 425 || status / 100 == 5);
        };
    }

    private Outcome rejected(AnswerHead head, String why, @Nullable String said) {
        Duration wait = RetryAfter.parse(head.retryAfter(), time.now());
        String message = "executor answered " + head.status() + " (" + why + ")" + (said == null ? "" : ": " + said);
        return new Outcome(JobResult.REJECTED, head.status(), message, null, true, wait);
    }

    private static Outcome failed(AnswerHead head, @Nullable String said, boolean retryable) {
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
        return new Outcome(JobResult.FAILURE, head.status(), message, null, retryable, null);
    }

    private static @Nullable String words(InputStream body) {
        try {
            String said = AnswerBody.read(body).message();
            return said == null ? null : plain(said);
        } catch (IOException e) {
            return null; // the status has said what counts
        }
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ").strip();
    }
}

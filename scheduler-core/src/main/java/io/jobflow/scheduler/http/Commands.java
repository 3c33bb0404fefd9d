package io.jobflow.scheduler.http;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.CommandGate;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.engine.StandbyException;
import io.jobflow.scheduler.job.JobProblem;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands commands to the engine and waits, so long and no longer, until their replies are durable. */
final class Commands {

    private final CommandGate gate;
    private final Duration patience;

    Commands(CommandGate gate, Duration patience) {
        this.gate = gate;
        this.patience = patience;
    }

    /** The job as it stands after the command. */
    Reply.JobSaved save(Command command) {
        return expect(Reply.JobSaved.class, command);
    }

    /** The execution that the command made or found. */
    Reply.Executed execute(Command command) {
        return expect(Reply.Executed.class, command);
    }

    /** The backfill as it stands after the command. */
    Reply.BackfillStands backfill(Command command) {
        return expect(Reply.BackfillStands.class, command);
    }

    /** Carries out a deletion. */
    void delete(Command.DeleteJob command) {
        expect(Reply.JobDeleted.class, command);
    }

    /** The calendar as it stands after the command. */
    Reply.CalendarSaved save(Command.PutCalendar command) {
        return expect(Reply.CalendarSaved.class, command);
    }

    /** Carries out a deletion. */
    void delete(Command.DeleteCalendar command) {
        expect(Reply.CalendarDeleted.class, command);
    }

    private Reply send(Command command) {
        try {
            return gate.submit(command).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            throw refused(e);
        } catch (TimeoutException e) {
            throw ProblemException.of(
                    503,
                    "engine.slow",
                    "The engine has not answered within " + patience.toSeconds()
                            + " s; the request may still be carried out, so look before sending it again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedExecutionException refusal) {
                throw refused(refusal);
            }
            throw new IllegalStateException(
                    "the engine failed on " + command.getClass().getSimpleName(), e);
        }
    }

    private static ProblemException refused(RejectedExecutionException refusal) {
        return refusal instanceof StandbyException
                ? ProblemException.of(
                        503,
                        "scheduler.standby",
                        refusal.getMessage() + " Send changes there; reads are answered here.")
                : busy();
    }

    private static ProblemException busy() {
        return ProblemException.of(
                503, "engine.busy", "The engine is stopping or has too many requests waiting; send it again later.");
    }

    private <R extends Reply> R expect(Class<R> type, Command command) {
        Reply reply = send(command);
        if (reply instanceof Reply.NoSuchJob missing) {
            throw Missing.job(missing.name());
        }
        if (reply instanceof Reply.NoSuchCalendar missing) {
            throw Missing.calendar(missing.name());
        }
        if (reply instanceof Reply.Refused refused) {
            throw new JobProblem(List.of(refused.problem()));
        }
        if (reply instanceof Reply.Conflict conflict) {
            throw new ProblemException(conflict(command, conflict));
        }
        return type.cast(reply);
    }

    /** A conflict names what the caller can change, where that is one thing. */
    private static Problem conflict(Command command, Reply.Conflict conflict) {
        if (command instanceof Command.CreateJob create) {
            return conflict(conflict, "name", create.definition().name(), "a name that no job has");
        }
        if (command instanceof Command.TriggerJob trigger && trigger.idempotencyKey() != null) {
            return conflict(
                    conflict,
                    TriggerResource.KEY_HEADER,
                    trigger.idempotencyKey(),
                    "a key of its own for each body, or the same body again");
        }
        if (command instanceof Command.DeleteCalendar delete) {
            return conflict(conflict, "name", delete.name(), "a calendar that no job names");
        }
        if (command instanceof Command.StartBackfill backfill && backfill.requestKey() != null) {
            return conflict(
                    conflict,
                    TriggerResource.KEY_HEADER,
                    backfill.requestKey(),
                    "a key of its own for each body, or the same body again");
        }
        return Problem.of(409, conflict.code(), conflict.message());
    }

    private static Problem conflict(Reply.Conflict conflict, String field, @Nullable String value, String expected) {
        return new Problem(409, conflict.code(), conflict.message(), field, value, expected, List.of());
    }
}

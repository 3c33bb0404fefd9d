package io.jobflow.scheduler.sim.check;

import io.jobflow.bridge.JobResult;
import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.DeadLetter;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.execution.Outcome;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.execution.ShardRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * S9: an outcome that a process has heard is in the store when the round is done; and an attempt ends only as somebody
 * said, or by a time that ran out. A final failure leaves a dead letter.
 */
public final class OutcomesKept extends Checker {

    private static final int COUNTER_BITS = 40;
    private static final Set<ExecutionStatus> FAILURES =
            EnumSet.of(ExecutionStatus.FAILURE, ExecutionStatus.TIMEOUT, ExecutionStatus.LOST, ExecutionStatus.PARTIAL);

    private record Sent(Duration at, Duration given) {}

    private final Map<ExecutionId, Execution> rows = new HashMap<>();
    private final Map<String, List<Outcome>> heard = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();
    private final List<Fact.AnswerHeard> pending = new ArrayList<>();
    private final Set<ExecutionId> cancelled = new HashSet<>();
    private final Map<Long, Command.Report> reports = new HashMap<>();
    private final Set<String> deleted = new HashSet<>();
    private long epoch;

    public OutcomesKept() {
        super("S9 outcomes");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.ExecutionStored stored) {
            Execution before = rows.put(stored.value().id(), stored.value());
            stored.value().shards().forEach(shard -> look(seen.at(), stored.value(), shard, before));
        } else if (seen.fact() instanceof Fact.RequestSent request) {
            sent.putIfAbsent(
                    Rows.attemptKey(request.execution(), request.shardIndex(), request.number()),
                    new Sent(seen.at(), request.given()));
        } else if (seen.fact() instanceof Fact.AnswerHeard answer) {
            heard.computeIfAbsent(
                            Rows.attemptKey(answer.execution(), answer.shardIndex(), answer.number()),
                            key -> new ArrayList<>())
                    .add(answer.outcome());
            pending.add(answer);
        } else if (seen.fact() instanceof Fact.RoundDone done) {
            pending.stream().filter(answer -> answer.epoch() == done.epoch()).forEach(this::requireSettled);
            pending.removeIf(answer -> answer.epoch() == done.epoch());
        } else if (seen.fact() instanceof Fact.NodeLost lost) {
            pending.removeIf(answer -> answer.epoch() == lost.epoch());
        } else if (seen.fact() instanceof Fact.NodeStarted started) {
            epoch = started.epoch();
        } else if (seen.fact() instanceof Fact.Asked asked) {
            asked(asked);
        } else if (seen.fact() instanceof Fact.Replied replied && replied.reply() instanceof Reply.Reported said) {
            requireKept(reports.get(replied.request()), said);
        } else if (seen.fact() instanceof Fact.Ended ended) {
            checkDeadLetters(ended);
        }
    }

    private void asked(Fact.Asked asked) {
        Command command = asked.command();
        if (command instanceof Command.Report report) {
            reports.put(asked.request(), report);
            heard.computeIfAbsent(key(report), key -> new ArrayList<>()).add(report.outcome());
        } else if (command instanceof Command.Cancel cancel) {
            cancelled.add(cancel.execution().id());
        } else if (command instanceof Command.DeleteJob delete) {
            deleted.add(delete.name());
        }
    }

    private static String key(Command.Report report) {
        return Rows.attemptKey(report.execution().id(), report.shardIndex(), report.attemptNumber());
    }

    /** What a call-back was told to be recorded is recorded. */
    private void requireKept(Command.@Nullable Report report, Reply.Reported said) {
        Execution row = report == null ? null : rows.get(report.execution().id());
        if (report != null && row != null) {
            Attempt stored = row.shard(report.shardIndex()).attempts().get(report.attemptNumber() - 1);
            require(
                    !stored.isRunning() && (!said.taken() || Rows.isOf(stored, report.outcome())),
                    "%s was acknowledged, taken: %s; stored: %s",
                    report.outcome(),
                    said.taken(),
                    stored);
        }
    }

    private void requireSettled(Fact.AnswerHeard answer) {
        Execution row = rows.get(answer.execution());
        if (row != null && answer.shardIndex() < row.shards().size()) {
            for (Attempt attempt : row.shard(answer.shardIndex()).attempts()) {
                require(
                        attempt.number() != answer.number() || !attempt.isRunning(),
                        "%s was heard of attempt %s of %s, which still runs",
                        answer.outcome(),
                        attempt.number(),
                        row.id());
            }
        }
    }

    private void look(Duration at, Execution execution, ShardRun shard, @Nullable Execution before) {
        List<Attempt> known =
                before == null ? List.of() : before.shard(shard.index()).attempts();
        for (Attempt attempt : shard.attempts()) {
            boolean isNews = attempt.number() > known.size()
                    || known.get(attempt.number() - 1).isRunning();
            if (isNews && !attempt.isRunning()) {
                String attemptKey = Rows.attemptKey(execution.id(), shard.index(), attempt.number());
                require(
                        isExplained(at, execution, attempt, attemptKey),
                        "attempt %s has ended as %s, status %s, which nobody said; heard: %s",
                        attemptKey,
                        attempt.status(),
                        attempt.httpStatus(),
                        heard.get(attemptKey));
            }
        }
    }

    private boolean isExplained(Duration at, Execution execution, Attempt attempt, String attemptKey) {
        JobResult result = attempt.status().result();
        boolean said =
                heard.getOrDefault(attemptKey, List.of()).stream().anyMatch(outcome -> Rows.isOf(attempt, outcome));
        Sent left = sent.get(attemptKey);
        return said
                || switch (result) {
                    case TIMEOUT -> left != null && at.compareTo(left.at().plus(atLeast(left.given()))) >= 0;
                    case LOST -> attempt.token().value() >> COUNTER_BITS < epoch;
                    case REJECTED -> left == null;
                    case CANCELLED ->
                        cancelled.contains(execution.id())
                                || deleted.contains(execution.jobName())
                                || (left == null && isReplaced(execution));
                    default -> false;
                };
    }

    private static boolean isReplaced(Execution execution) {
        Reason reason = execution.reason();
        return reason != null && reason.code().equals(Reason.CONCURRENCY_REPLACED);
    }

    /** What an attempt that was given so long must have had, by clocks that differ a little. */
    private static Duration atLeast(Duration given) {
        return given.multipliedBy(999).dividedBy(1_000);
    }

    private void checkDeadLetters(Fact.Ended ended) {
        TreeSet<ExecutionId> waiting = new TreeSet<>();
        for (DeadLetter letter : ended.deadLetters()) {
            require(waiting.add(letter.executionId()), "two dead letters of %s wait", letter.executionId());
        }
        for (Execution execution : ended.executions()) {
            require(
                    waiting.remove(execution.id()) == FAILURES.contains(execution.status()),
                    "%s is %s; is there a dead letter? the other way round",
                    execution.id(),
                    execution.status());
        }
        require(waiting.isEmpty(), "dead letters of nothing: %s", waiting);
    }
}

package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ExecutionId;
import io.jobflow.scheduler.execution.Reason;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * S6: what a reply says is in the store before the reply is given, and stays there. A request without a reply may have
 * been carried out or not; both are right.
 */
public final class AcknowledgedIsDurable extends Checker {

    /** What was asked, and how the store stood then. */
    private record Open(Command command, @Nullable JobId job, int reopenings) {}

    private final Map<Long, Open> open = new HashMap<>();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private final Map<String, JobId> living = new HashMap<>();
    private final Map<ExecutionId, Execution> executions = new HashMap<>();
    private final Map<ExecutionId, Integer> reopenings = new HashMap<>();
    private final Map<String, ExecutionId> byKey = new HashMap<>();
    private final Set<ExecutionId> pruned = new HashSet<>();
    private final Set<Long> backfills = new HashSet<>();
    private final Map<JobId, Long> acknowledged = new HashMap<>();

    public AcknowledgedIsDurable() {
        super("S6 durable");
    }

    @Override
    public void see(Seen seen) {
        if (seen.fact() instanceof Fact.JobSaved saved) {
            saved(saved.job());
        } else if (seen.fact() instanceof Fact.ExecutionStored stored) {
            executions.put(stored.value().id(), stored.value());
            if (stored.reopened()) {
                reopenings.merge(stored.value().id(), 1, Integer::sum);
            }
        } else if (seen.fact() instanceof Fact.BackfillStored stored) {
            backfills.add(stored.backfill().id());
        } else if (seen.fact() instanceof Fact.Asked asked) {
            open.put(asked.request(), asked(asked.command()));
        } else if (seen.fact() instanceof Fact.Replied replied) {
            Open request = open.remove(replied.request());
            require(request != null, "a reply to nobody: %s", replied);
            if (request != null) {
                replied(request, replied.reply());
            }
        } else if (seen.fact() instanceof Fact.Pruned gone) {
            pruned.addAll(gone.executions());
            byKey.values().removeAll(gone.executions());
        } else if (seen.fact() instanceof Fact.Ended ended) {
            ended(ended);
        }
    }

    private void saved(Job job) {
        Job before = jobs.put(job.id(), job);
        if (before != null && before.deletedAt() == null) {
            living.remove(before.name());
        }
        if (job.deletedAt() == null) {
            living.put(job.name(), job.id());
        }
    }

    private Open asked(Command command) {
        JobId job = command instanceof Command.DeleteJob delete ? living.get(delete.name()) : null;
        int reopened = command instanceof Command.Reopen reopen
                ? reopenings(reopen.execution().id())
                : 0;
        return new Open(command, job, reopened);
    }

    private int reopenings(ExecutionId id) {
        return reopenings.getOrDefault(id, 0);
    }

    private void replied(Open request, Reply reply) {
        if (reply instanceof Reply.JobSaved saved) {
            jobSaved(saved.job());
        } else if (reply instanceof Reply.JobDeleted) {
            Job job = request.job() == null ? null : jobs.get(request.job());
            require(job == null || job.deletedAt() != null, "deletion of %s was acknowledged; it lives", job);
        } else if (reply instanceof Reply.BackfillStands stands) {
            require(
                    backfills.contains(stands.backfill().id()),
                    "%s was acknowledged and is not stored",
                    stands.backfill());
        } else if (reply instanceof Reply.Executed executed) {
            executed(request, executed.execution());
        }
    }

    private void jobSaved(Job said) {
        Job stored = jobs.get(said.id());
        require(stored != null && stored.version() >= said.version(), "%s was acknowledged; stored: %s", said, stored);
        if (stored != null && stored.version() == said.version()) {
            require(stored.definition().equals(said.definition()), "job %s is stored otherwise", said.id());
        }
        acknowledged.merge(said.id(), said.version(), Math::max);
    }

    private void executed(Open request, Execution said) {
        Execution stored = executions.get(said.id());
        require(stored != null, "execution %s was acknowledged and is not stored", said.id());
        if (pruned.contains(said.id())) {
            return; // It was there when the command was heard; its key is free again by now.
        }
        if (request.command() instanceof Command.TriggerJob trigger && trigger.idempotencyKey() != null) {
            String key = said.jobId() + " " + trigger.idempotencyKey();
            ExecutionId first = byKey.putIfAbsent(key, said.id());
            require(first == null || first.equals(said.id()), "key %s names %s and %s", key, first, said.id());
        } else if (request.command() instanceof Command.Cancel && stored != null) {
            require(
                    stored.status().isFinal() || isMakingWay(stored) || reopenings(said.id()) > 0,
                    "cancellation of %s was acknowledged; it is %s",
                    said.id(),
                    stored.status());
        } else if (request.command() instanceof Command.Reopen) {
            require(
                    reopenings(said.id()) > request.reopenings(),
                    "sending %s again was acknowledged and is not stored",
                    said.id());
        }
    }

    /** One that a newer fire replaces is being cancelled already; its attempts are waited for. */
    private static boolean isMakingWay(Execution execution) {
        Reason reason = execution.reason();
        return reason != null && reason.code().equals(Reason.CONCURRENCY_REPLACED);
    }

    private void ended(Fact.Ended ended) {
        Map<JobId, Job> stored = new HashMap<>();
        ended.jobs().forEach(job -> stored.put(job.id(), job));
        acknowledged.forEach((id, version) -> {
            Job known = jobs.get(id);
            Job job = stored.get(id);
            boolean deleted = known != null && known.deletedAt() != null;
            require(deleted || (job != null && job.version() >= version), "job %s lost version %s", id, version);
        });
        byKey.values().forEach(id -> require(executions.containsKey(id), "execution %s is lost", id));
    }
}

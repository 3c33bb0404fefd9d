package io.jobflow.scheduler.sim.check;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.Execution;
import io.jobflow.scheduler.execution.ShardRun;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;

/** Facts as one line each, for people and for the hash of a history. */
final class FactLine {

    private FactLine() {}

    static String of(Fact fact) {
        if (fact instanceof Fact.ExecutionStored stored) {
            return "store    " + execution(stored.value()) + (stored.reopened() ? " reopened" : "");
        } else if (fact instanceof Fact.JobSaved saved) {
            return "store    " + job(saved.job());
        } else if (fact instanceof Fact.FiresRecorded fires) {
            return "store    " + fires.stored().size() + " fires of job " + fires.job() + " found due at " + fires.at();
        } else if (fact instanceof Fact.RequestSent sent) {
            return "send     " + sent.execution() + "/" + sent.shardIndex() + "#" + sent.number() + " token "
                    + sent.token() + " at " + sent.wall();
        } else if (fact instanceof Fact.AnswerHeard heard) {
            return "answer   " + heard.execution() + "/" + heard.shardIndex() + "#" + heard.number() + " "
                    + heard.outcome();
        } else if (fact instanceof Fact.Asked asked) {
            return "ask      " + asked.request() + " " + command(asked.command());
        } else if (fact instanceof Fact.Replied replied) {
            return "reply    " + replied.request() + " " + reply(replied.reply());
        } else if (fact instanceof Fact.RoundDone done) {
            return "round    done at " + done.wall();
        } else if (fact instanceof Fact.Ended ended) {
            return "end      " + ended.jobs().size() + " jobs, "
                    + ended.executions().size() + " executions, "
                    + ended.deadLetters().size() + " dead letters, " + ended.load();
        }
        return "node     " + fact;
    }

    private static String execution(Execution value) {
        StringBuilder line = new StringBuilder(value.id() + " job " + value.jobId() + " " + value.fireKey() + " "
                + value.trigger() + " " + value.status());
        for (ShardRun shard : value.shards()) {
            line.append(" [").append(shard.index()).append(' ').append(shard.status());
            Attempt last = shard.lastAttempt();
            if (last != null) {
                line.append(" #").append(last.number()).append(' ').append(last.status());
                line.append(" token ").append(last.token());
            }
            line.append(shard.retryAt() == null ? "]" : " retry " + shard.retryAt() + "]");
        }
        return line + (value.reason() == null ? "" : " " + value.reason().code());
    }

    private static String job(Job job) {
        return "job " + job.id() + " version " + job.version() + " next " + job.nextFire()
                + (job.deletedAt() == null ? " " : " deleted ") + definition(job.definition());
    }

    private static String definition(JobDefinition job) {
        return job.name() + (job.enabled() ? " on " : " off ") + job.schedule() + " " + job.misfire() + " "
                + job.concurrency() + " shards " + job.shards().slices().size() + " timeout " + job.timeout()
                + " attempts " + job.retry().maxAttempts() + " " + job.onLost() + " priority " + job.priority();
    }

    private static String command(Command command) {
        if (command instanceof Command.CreateJob create) {
            return "create " + definition(create.definition());
        } else if (command instanceof Command.PutJob put) {
            return "put " + definition(put.definition());
        } else if (command instanceof Command.Cancel cancel) {
            return "cancel " + cancel.execution().id();
        } else if (command instanceof Command.Reopen reopen) {
            return "reopen " + reopen.execution().id();
        }
        return command.toString();
    }

    private static String reply(Reply reply) {
        if (reply instanceof Reply.Executed executed) {
            return "executed " + execution(executed.execution()) + (executed.existed() ? " existed" : "");
        } else if (reply instanceof Reply.JobSaved saved) {
            return "saved " + job(saved.job());
        }
        return reply.toString();
    }
}

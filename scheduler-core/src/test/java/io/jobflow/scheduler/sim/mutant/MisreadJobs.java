package io.jobflow.scheduler.sim.mutant;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.Effect;
import io.jobflow.scheduler.engine.Event;
import io.jobflow.scheduler.engine.Reply;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobDefinition;
import io.jobflow.scheduler.store.StoreWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The engine acts on other words than a job's row has: what it is told is altered, and what it says is altered back. */
final class MisreadJobs extends Mutant {

    private static final String LABEL = "as-written";

    private final UnaryOperator<JobDefinition> misreading;
    private final List<JobDefinition> written = new ArrayList<>();
    private final Map<JobDefinition, Integer> numbers = new HashMap<>();

    MisreadJobs(UnaryOperator<JobDefinition> misreading) {
        this.misreading = misreading;
    }

    @Override
    public Event told(Event event) {
        if (event instanceof Event.Started started) {
            List<Job> jobs = started.snapshot().jobs().stream()
                    .map(job -> Altered.definition(job, misread(job.definition())))
                    .toList();
            return new Event.Started(Altered.jobs(started.snapshot(), jobs));
        } else if (event instanceof Event.Requested requested) {
            return new Event.Requested(requested.requestId(), told(requested.command()));
        }
        return event;
    }

    private Command told(Command command) {
        if (command instanceof Command.CreateJob create) {
            return new Command.CreateJob(misread(create.definition()));
        } else if (command instanceof Command.PutJob put) {
            return new Command.PutJob(misread(put.definition()));
        }
        return command;
    }

    private JobDefinition misread(JobDefinition definition) {
        int number = numbers.computeIfAbsent(definition.withEnabled(true), key -> {
            written.add(key);
            return written.size() - 1;
        });
        return misreading.apply(Altered.labels(definition, Map.of(LABEL, Integer.toString(number))));
    }

    private Job asWritten(Job job) {
        String number = job.definition().labels().get(LABEL);
        if (number == null) {
            return job;
        }
        JobDefinition definition = written.get(Integer.parseInt(number));
        return Altered.definition(job, definition.withEnabled(job.definition().enabled()));
    }

    @Override
    public List<Effect> asked(List<Effect> effects) {
        return effects.stream().map(this::asked).toList();
    }

    private Effect asked(Effect effect) {
        if (effect instanceof Effect.Write write && write.write() instanceof StoreWrite.SaveJob save) {
            return new Effect.Write(write.writeId(), new StoreWrite.SaveJob(asWritten(save.job())));
        } else if (effect instanceof Effect.Answered answered && answered.reply() instanceof Reply.JobSaved saved) {
            Reply reply = new Reply.JobSaved(asWritten(saved.job()), saved.created());
            return new Effect.Answered(answered.requestId(), reply);
        }
        return effect;
    }
}

package io.jobflow.scheduler.http;

import io.jobflow.scheduler.engine.Command;
import io.jobflow.scheduler.engine.CommandGate;
import io.jobflow.scheduler.engine.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A gate that answers as the test says and remembers what it was asked. */
final class FakeGate implements CommandGate {

    final List<Command> commands = new CopyOnWriteArrayList<>();
    volatile Function<Command, CompletableFuture<Reply>> answer =
            command -> CompletableFuture.failedFuture(new AssertionError("no answer prepared for " + command));

    void replies(Reply reply) {
        answer = command -> CompletableFuture.completedFuture(reply);
    }

    @Override
    public CompletableFuture<Reply> submit(Command command) {
        commands.add(command);
        return answer.apply(command);
    }

    Command last() {
        return commands.get(commands.size() - 1);
    }
}

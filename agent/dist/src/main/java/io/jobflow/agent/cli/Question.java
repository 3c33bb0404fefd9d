package io.jobflow.agent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command to the agent in another process, and its answer. The answer comes in a file that is made here, in a folder
 * that only this user may enter, and deleted again.
 */
final class Question {

    private Question() {}

    /** @throws IllegalStateException if no answer came back */
    static String ask(String pid, String command) throws Exception {
        Path folder = Files.createTempDirectory("jobflow-agent");
        Path reply = Files.createFile(folder.resolve("reply"));
        try {
            OtherJvm.loadAgent(pid, AgentFile.jar(), "jobflow-command|" + reply + "|" + command);
            String answer = new String(Files.readAllBytes(reply), StandardCharsets.UTF_8);
            if (answer.isEmpty()) {
                throw new IllegalStateException(
                        "Process " + pid + " did not answer: its agent is of another version, or"
                                + " it may not write to " + folder + " (run this as the process's own user)");
            }
            return answer;
        } finally {
            delete(reply);
            delete(folder);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException staysInTheTemporaryFolder) {
            new File(path.toString()).deleteOnExit();
        }
    }

    /** The process id, checked. */
    static String pid(List<String> arguments, String command) {
        String pid = arguments.isEmpty() ? "" : arguments.remove(0);
        if (!pid.matches("[0-9]{1,10}")) {
            throw new UsageException(command + " needs a process id, not \"" + pid + "\"");
        }
        return pid;
    }
}

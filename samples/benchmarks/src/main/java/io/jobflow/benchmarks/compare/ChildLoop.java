package io.jobflow.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The child's end of the conversation: one command a line, one answer each; ends with its input. */
final class ChildLoop {

    interface Commands {
        /** Carries out a command and returns names and values. */
        String handle(String[] words) throws Exception;
    }

    private ChildLoop() {}

    /** Answers the greeting and then commands until the input ends, which it does when the driver is gone. */
    static void run(String greeting, Commands commands) throws IOException {
        PrintStream out = System.out;
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        out.println(Answer.MARK + greeting);
        String line;
        while ((line = in.readLine()) != null) {
            out.println(Answer.MARK + answer(commands, line));
        }
    }

    private static String answer(Commands commands, String line) {
        try {
            return commands.handle(line.split(" "));
        } catch (Exception e) {
            e.printStackTrace();
            return Answer.FAILED + String.valueOf(e).replaceAll("\\s+", "_");
        }
    }
}

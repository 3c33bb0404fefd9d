package io.jobflow.agent.weave.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stands in for the hook: takes every request for a run, and writes down what it is called with. One test at a time. */
public final class RecordingDoor {

    static final List<String> CALLS = new ArrayList<>();

    private RecordingDoor() {}

    public static Object enter(String site, Object request, Map<String, List<String>> headers) {
        CALLS.add("enter " + site);
        return "token";
    }

    public static void response(Object token, Object response) {
        CALLS.add("response");
    }

    public static void exit(Object token, @Nullable Throwable thrown, int status, boolean pending) {
        CALLS.add("exit " + token + " " + thrown);
    }

    public static void suppressed(Throwable error, String site) {
        CALLS.add("suppressed " + error.getMessage() + " at " + site);
    }
}

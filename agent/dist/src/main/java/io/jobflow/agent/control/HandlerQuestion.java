package io.jobflow.agent.control;

import io.jobflow.agent.sites.SiteState;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.trouble.AgentTrouble;
import io.jobflow.agent.weave.Targets;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Answers why a handler is traced, or not. A handler is a path, or a class with or without a method. Loads no class and
 * calls none of the application's code. Safe for use by any thread.
 */
public final class HandlerQuestion {

    private final Instrumentation instrumentation;
    private final Sites sites;
    private final AgentTrouble trouble;
    private final RunNumbers runs;

    public HandlerQuestion(Instrumentation instrumentation, Sites sites, AgentTrouble trouble, RunNumbers runs) {
        this.instrumentation = instrumentation;
        this.sites = sites;
        this.trouble = trouble;
        this.runs = runs;
    }

    String answer(String handler) {
        StringBuilder text = new StringBuilder("handler " + handler + "\n");
        String off = sites.allOffBecause();
        if (off != null) {
            return text.append("  is not traced: the agent is off, because ")
                    .append(off)
                    .append("; switch it on with: switch PID on\n")
                    .toString();
        }
        if (!handler.startsWith("/")) {
            appendClass(text, handler);
        }
        appendEntries(text);
        appendRequests(text);
        return text.toString();
    }

    private void appendClass(StringBuilder text, String handler) {
        List<Class<?>> found = loaded(handler);
        if (found.isEmpty()) {
            text.append(
                    "  no class of this name is loaded: nothing has called it yet, or the name is misspelt (expected"
                            + " package.Class or package.Class.method)\n");
        }
        for (Class<?> type : found) {
            text.append("  ")
                    .append(type.getName())
                    .append(
                            sites.isWoven(type.getName())
                                    ? " is woven itself\n"
                                    : " is not woven itself; its runs begin where the requests come in\n");
        }
    }

    /** The classes that the name may mean: the class, or the one before the last dot. */
    private List<Class<?>> loaded(String handler) {
        int dot = Math.max(handler.lastIndexOf('.'), handler.lastIndexOf('#'));
        String before = dot < 0 ? handler : handler.substring(0, dot);
        List<Class<?>> found = new ArrayList<>(1);
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (type.getName().equals(handler) || type.getName().equals(before)) {
                found.add(type);
            }
        }
        return found;
    }

    private void appendEntries(StringBuilder text) {
        boolean any = false;
        for (SiteState site : sites.all()) {
            if (site.seesRequests()) {
                any = true;
                text.append("  requests by ")
                        .append(site.name())
                        .append(
                                site.isOn()
                                        ? " are seen\n"
                                        : " are not seen: switched off, " + site.offBecause() + "\n");
            }
        }
        if (!any) {
            text.append("  no request is seen: no class of a server that the agent knows is woven\n");
        }
        appendNotWoven(text);
    }

    private void appendNotWoven(StringBuilder text) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            String name = type.getName();
            if (Targets.servers().contains(name.replace('.', '/')) && !sites.isWoven(name)) {
                text.append("  ").append(name).append(" is loaded but not woven\n");
            }
        }
        for (Map.Entry<String, Long> kind : trouble.kinds().entrySet()) {
            if (kind.getKey().startsWith("not woven")) {
                text.append("  ").append(kind.getKey()).append('\n');
            }
        }
    }

    private void appendRequests(StringBuilder text) {
        if (runs.begun() == 0 && runs.ignored() == 0) {
            text.append("  no job request has come: a request is one if it has X-JobFlow-Job, X-JobFlow-Execution and"
                    + " X-JobFlow-Attempt; does the scheduler call this instance?\n");
        } else if (runs.begun() == 0) {
            text.append("  ")
                    .append(runs.ignored())
                    .append(" requests had X-JobFlow-Job, but X-JobFlow-Execution or X-JobFlow-Attempt is missing or"
                            + " invalid (docs/protocol.md), perhaps dropped by a proxy\n");
        } else {
            text.append("  ").append(runs.begun()).append(" job requests were traced in this JVM\n");
        }
    }
}

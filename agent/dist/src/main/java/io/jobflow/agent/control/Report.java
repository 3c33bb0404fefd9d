package io.jobflow.agent.control;

import io.jobflow.agent.sites.CallCost;
import io.jobflow.agent.sites.SiteState;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.trouble.AgentTrouble;
import java.util.List;
import java.util.Map;

/** What doctor prints: what is woven, who records, what went wrong. Safe for use by any thread. */
public final class Report {

    private static final int MOST_CLASSES = 50;

    private final Sites sites;
    private final AgentTrouble trouble;
    private final RunNumbers runs;
    private final BackendWords backend;
    private final HandlerQuestion handlers;

    public Report(Sites sites, AgentTrouble trouble, RunNumbers runs, BackendWords backend, HandlerQuestion handlers) {
        this.sites = sites;
        this.trouble = trouble;
        this.runs = runs;
        this.backend = backend;
        this.handlers = handlers;
    }

    /** Everything. */
    public String ofAll() {
        StringBuilder text = new StringBuilder();
        String off = sites.allOffBecause();
        text.append("agent: ")
                .append(off == null ? "on" : "off, because " + off)
                .append('\n');
        text.append("backend: ").append(backend.describe()).append('\n');
        runs.appendTo(text);
        appendSites(text);
        appendCosts(text);
        appendTrouble(text);
        return text.toString();
    }

    /** Why requests to this handler are traced, or not. */
    public String ofHandler(String handler) {
        return handlers.answer(handler);
    }

    private void appendSites(StringBuilder text) {
        List<SiteState> all = sites.all();
        text.append("sites: ")
                .append(all.isEmpty() ? "nothing is woven; no class of a known server or library was loaded" : "")
                .append('\n');
        for (SiteState site : all) {
            String because = site.offBecause();
            text.append("  ")
                    .append(site.name())
                    .append(": ")
                    .append(because == null ? "on" : "off, because of " + because)
                    .append("; classes woven: ")
                    .append(site.woven().count())
                    .append("; failures suppressed: ")
                    .append(site.suppressed())
                    .append('\n');
            appendClasses(text, site.woven().lines());
        }
    }

    private static void appendClasses(StringBuilder text, List<String> lines) {
        for (int index = 0; index < lines.size() && index < MOST_CLASSES; index++) {
            text.append("    ").append(lines.get(index)).append('\n');
        }
        if (lines.size() > MOST_CLASSES) {
            text.append("    and ").append(lines.size() - MOST_CLASSES).append(" more\n");
        }
    }

    private void appendCosts(StringBuilder text) {
        text.append("cost of calls from woven code, of which about one in 64 is timed:\n");
        for (CallCost cost : sites.costs()) {
            if (cost.count() > 0) {
                text.append("  ")
                        .append(cost.call())
                        .append(": timed ")
                        .append(cost.count())
                        .append(", mean ")
                        .append(cost.meanNanos() / 1000.0)
                        .append(" µs; ≤1µs ≤10µs ≤100µs ≤1ms ≤10ms more:");
                for (long count : cost.classes()) {
                    text.append(' ').append(count);
                }
                text.append('\n');
            }
        }
    }

    private void appendTrouble(StringBuilder text) {
        text.append("failures: ").append(trouble.total()).append('\n');
        for (Map.Entry<String, Long> kind : trouble.kinds().entrySet()) {
            text.append("  ")
                    .append(kind.getValue())
                    .append(" × ")
                    .append(kind.getKey())
                    .append('\n');
        }
    }

    /** Says who records; made late, like the backend itself. */
    public interface BackendWords {
        String describe();
    }
}

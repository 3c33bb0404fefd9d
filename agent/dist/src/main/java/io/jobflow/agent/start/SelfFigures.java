package io.jobflow.agent.start;

import io.jobflow.agent.control.RunNumbers;
import io.jobflow.agent.figures.AgentFigures;
import io.jobflow.agent.sites.CallCost;
import io.jobflow.agent.sites.SiteState;
import io.jobflow.agent.sites.Sites;
import io.jobflow.agent.trouble.AgentTrouble;
import java.util.Map;
import java.util.TreeMap;

/** Which figures there are; docs/tracing.md lists them. */
final class SelfFigures {

    private SelfFigures() {}

    static void addTo(AgentFigures figures, AgentTrouble trouble, Sites sites) {
        figures.counter(
                        "jobflow.agent.failures",
                        "{failure}",
                        "Failures of the agent that the application did not notice",
                        trouble::total)
                .counters(
                        "jobflow.agent.suppressed",
                        "{failure}",
                        "Failures of woven code and of what it calls, by site",
                        "site",
                        () -> suppressed(sites))
                .levels(
                        "jobflow.agent.site.off",
                        "{site}",
                        "1 for a site that is switched off",
                        "site",
                        () -> off(sites))
                .levels(
                        "jobflow.agent.call.cost",
                        "ns",
                        "Mean duration of the timed calls from woven code, by call",
                        "call",
                        () -> cost(sites));
    }

    static void addTo(AgentFigures figures, RunNumbers runs) {
        figures.level("jobflow.agent.runs.open", "{run}", "Runs that have not ended", runs::open)
                .level(
                        "jobflow.agent.work.handed_over",
                        "{work}",
                        "Work that was handed to another thread in a run, and has not ended",
                        runs::handedOver)
                .counter(
                        "jobflow.agent.contexts.leaked",
                        "{run}",
                        "Runs that were still on a thread when the next one began there",
                        runs::leaked)
                .counter(
                        "jobflow.agent.requests.ignored",
                        "{request}",
                        "Requests with a job header that are no job requests, because a header is missing or invalid",
                        runs::ignored);
    }

    private static Map<String, Long> suppressed(Sites sites) {
        Map<String, Long> bySite = new TreeMap<>();
        for (SiteState site : sites.all()) {
            bySite.put(site.name(), site.suppressed());
        }
        return bySite;
    }

    private static Map<String, Long> off(Sites sites) {
        Map<String, Long> bySite = new TreeMap<>();
        for (SiteState site : sites.all()) {
            bySite.put(site.name(), sites.isOn(site.name()) ? 0L : 1L);
        }
        return bySite;
    }

    private static Map<String, Long> cost(Sites sites) {
        Map<String, Long> byCall = new TreeMap<>();
        for (CallCost cost : sites.costs()) {
            if (cost.count() > 0) {
                byCall.put(cost.call(), cost.meanNanos());
            }
        }
        return byCall;
    }
}

package io.jobflow.agent.control;

import io.jobflow.agent.run.AgentDoor;
import java.util.List;
import java.util.Map;

/** Takes commands, from the command line by attaching, and from job requests. Safe for use by any thread. */
public final class AgentControl implements AgentDoor.Control {

    private static final String HEADER = "X-JobFlow-Agent";
    private static final String OFF = "off";

    private final boolean remoteSwitch;
    private final Switch agent;
    private final Report report;

    /** @param remoteSwitch whether a job request may switch the agent off */
    public AgentControl(boolean remoteSwitch, Switch agent, Report report) {
        this.remoteSwitch = remoteSwitch;
        this.agent = agent;
        this.report = report;
    }

    @Override
    public boolean asksForOff(Map<String, List<String>> headers) {
        List<String> values = remoteSwitch && headers != null ? headers.get(HEADER) : null;
        return values != null && values.size() == 1 && OFF.equals(values.get(0));
    }

    @Override
    public void switchOff() {
        agent.offInBackground("a job request said " + HEADER + ": " + OFF);
    }

    /** {@code doctor}, {@code doctor HANDLER}, {@code off} or {@code on}. */
    @Override
    public String command(String command) {
        int space = command.indexOf(' ');
        String verb = space < 0 ? command : command.substring(0, space);
        switch (verb) {
            case "doctor":
                return space < 0
                        ? report.ofAll()
                        : report.ofHandler(command.substring(space + 1).trim());
            case OFF:
                return "off: " + agent.off("switched off from the command line")
                        + " classes have their original code again\n";
            case "on":
                return "on: " + agent.on() + " classes are woven\n";
            default:
                return "unknown command \"" + verb + "\" (expected doctor, off or on)\n";
        }
    }
}

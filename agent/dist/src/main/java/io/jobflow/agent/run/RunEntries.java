package io.jobflow.agent.run;

import io.jobflow.agent.run.AgentDoor.Control;
import io.jobflow.agent.sites.Sites;
import io.jobflow.bridge.attempt.JobInvocation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The three ways in which a run begins: a request that a server hands to its handler, one that a connection has read, and a
 * handler of the settings. Each asks the same first: whether its site is on, and whether the request wants the agent off.
 * Every run knows the site that it began at. Safe for use by any thread.
 */
final class RunEntries {

    /** The sites whose calls do not name them. */
    private static final String CONNECTIONS = "netty";

    private static final String HANDLERS = "handler";

    private final Sites sites;
    private final AgentDoor door;

    private volatile @Nullable Control control;

    RunEntries(Sites sites, AgentDoor door) {
        this.sites = sites;
        this.door = door;
    }

    void control(Control receiver) {
        control = receiver;
    }

    @Nullable Control control() {
        return control;
    }

    @Nullable RunToken enter(String site, Object request, Map<String, List<String>> headers) {
        if (!mayBegin(site, headers)) {
            return null;
        }
        RunToken token = door.runs().enter(request, headers);
        if (token != null) {
            token.run().site(site);
        }
        return token;
    }

    /** A request that begins no run has its place in the order of the connection all the same. */
    void requestRead(Object connection, Object decoder, Object request, Map<String, List<String>> headers) {
        if (mayBegin(CONNECTIONS, headers)) {
            door.runs().connections().requestRead(CONNECTIONS, connection, decoder, request, headers);
        } else if (door.figures() != null) {
            door.runs().connections().ordinaryRead(connection);
        }
    }

    @Nullable HandlerCall handlerEnter(String function, String job) {
        return sites.isOn(HANDLERS) ? door.runs().handlerEnter(HANDLERS, function, job) : null;
    }

    private boolean mayBegin(String site, Map<String, List<String>> headers) {
        if (!sites.isOn(site)) {
            return false;
        }
        Control receiver = control;
        if (receiver != null
                && receiver.asksForOff(headers)
                && JobInvocation.read(new RequestHeaders(headers)) != null) {
            receiver.switchOff();
            return false;
        }
        return true;
    }
}

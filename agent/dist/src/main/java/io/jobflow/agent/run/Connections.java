package io.jobflow.agent.run;

import io.jobflow.agent.identity.IdentityMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections with runs whose requests and answers pass by as messages, also several at a time. A connection is known
 * from its first run that is not answered to its last one. Safe for use by any thread.
 */
final class Connections {

    private final Runs runs;
    private final IdentityMap<Connection> known = new IdentityMap<>();

    Connections(Runs runs) {
        this.runs = runs;
    }

    /** @param decoder what read it, and perhaps knows how many requests came before */
    void requestRead(String site, Object channel, Object decoder, Object request, Map<String, List<String>> headers) {
        Connection connection = known.get(channel);
        if (connection != null && !connection.hasOpenRuns()) {
            // The answers were missed while the code was away: the order begins anew.
            known.remove(channel);
            connection = null;
        }
        ReadRequest read = runs.beginApart(site, request, headers);
        if (connection == null && read.run() != null) {
            connection = new Connection(CodecQueue.size(decoder));
            known.put(channel, connection);
        }
        if (connection != null) {
            connection.read(read);
        }
    }

    void ordinaryRead(Object channel) {
        Connection connection = known.get(channel);
        if (connection != null) {
            connection.read(ReadRequest.ORDINARY);
        }
    }

    /** Makes the run that the message belongs to present on this thread; null if there is none, or it is here. */
    @Nullable RunToken resume(Object channel, Object message) {
        Connection connection = known.get(channel);
        return connection == null || !HttpMessages.isOne(message) ? null : runs.resume(connection.reading());
    }

    /** The same for the run whose answer is next. */
    @Nullable RunToken resumeAnswering(Object channel) {
        Connection connection = known.get(channel);
        return connection == null ? null : runs.resume(connection.answering());
    }

    boolean answering(Object channel) {
        return known.contains(channel);
    }

    void answer(Object channel, int status, byte @Nullable [] body, boolean last) {
        Connection connection = known.get(channel);
        if (connection == null) {
            return;
        }
        Run complete = connection.answer(status, body, last);
        if (complete != null) {
            runs.finish(complete, null);
        }
        if (last && !connection.hasRuns()) {
            known.remove(channel);
        }
    }

    void closed(Object channel) {
        Connection connection = known.remove(channel);
        if (connection != null) {
            connection.runs().forEach(runs::brokenOff);
        }
    }
}

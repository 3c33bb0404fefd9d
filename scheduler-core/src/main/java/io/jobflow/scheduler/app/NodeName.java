package io.jobflow.scheduler.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;

/** What a process is called among those that share its database. */
final class NodeName {

    private static final int SUFFIX = 8;

    private NodeName() {}

    /** A name that says where the process is and that no other process has, on this host or another. */
    static String of(String url) {
        return url + " on " + host() + " (process " + ProcessHandle.current().pid() + ", "
                + UUID.randomUUID().toString().substring(0, SUFFIX) + ")";
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "an unnamed host";
        }
    }
}

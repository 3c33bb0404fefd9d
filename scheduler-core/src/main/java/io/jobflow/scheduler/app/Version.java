package io.jobflow.scheduler.app;

import picocli.CommandLine.IVersionProvider;

/** Which build this is. */
final class Version implements IVersionProvider {

    /** The version in the jar's manifest, or {@code development} outside a jar. */
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"JobFlow " + current() + " (Java " + Runtime.version() + ")"};
    }
}

package io.jobflow.agent.coverage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a test ran with, read from how its parameters are displayed: {@code [1] app = okhttp 5.5.1 on JDK 25}.
 *
 * @param version empty where no library is named
 * @param jdk the release of the JDK
 */
record ShownWith(String version, int jdk) {

    private static final Pattern CASE = Pattern.compile("(?:(?<version>[\\w.\\- ]+?) on )?JDK (?<jdk>\\d+)");

    /** Nothing but the JDK of the tests. */
    static ShownWith ownJdk() {
        return new ShownWith("", Runtime.version().feature());
    }

    /** What the display name says, or else what was known before. */
    static ShownWith in(String displayName, ShownWith otherwise) {
        Matcher named = CASE.matcher(displayName);
        if (!named.find()) {
            return otherwise;
        }
        String version = named.group("version");
        return new ShownWith(version == null ? "" : version.strip(), Integer.parseInt(named.group("jdk")));
    }
}

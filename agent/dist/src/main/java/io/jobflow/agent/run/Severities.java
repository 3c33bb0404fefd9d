package io.jobflow.agent.run;

import io.opentelemetry.api.logs.Severity;

/** OpenTelemetry's severity for the levels of each library; levels of an application's own count as the next lower one. */
final class Severities {

    private static final int[] LOGBACK_FROM = {40_000, 30_000, 20_000, 10_000};
    private static final Severity[] LOGBACK = {Severity.ERROR, Severity.WARN, Severity.INFO, Severity.DEBUG};

    /** The smaller, the graver. */
    private static final int[] LOG4J_UP_TO = {100, 200, 300, 400, 500};

    private static final Severity[] LOG4J = {
        Severity.FATAL, Severity.ERROR, Severity.WARN, Severity.INFO, Severity.DEBUG,
    };

    private static final int[] RECORDS_FROM = {1000, 900, 800, 700, 500, 400};
    private static final Severity[] RECORDS = {
        Severity.ERROR, Severity.WARN, Severity.INFO, Severity.DEBUG3, Severity.DEBUG2, Severity.DEBUG,
    };

    private Severities() {}

    static Severity of(String library, int level) {
        return library.equals("log4j") ? ofLog4j(level) : atLeast(level, LOGBACK_FROM, LOGBACK);
    }

    static Severity ofRecords(int level) {
        return atLeast(level, RECORDS_FROM, RECORDS);
    }

    private static Severity ofLog4j(int level) {
        for (int index = 0; index < LOG4J.length; index++) {
            if (level <= LOG4J_UP_TO[index]) {
                return LOG4J[index];
            }
        }
        return Severity.TRACE;
    }

    private static Severity atLeast(int level, int[] from, Severity[] severities) {
        for (int index = 0; index < from.length; index++) {
            if (level >= from[index]) {
                return severities[index];
            }
        }
        return Severity.TRACE;
    }
}

package io.jobflow.benchmarks.agent;

/**
 * One process from its start to its end. Times are wall clock from the start of the process; the first answers come from
 * two processes, so that each is a first one.
 *
 * @param startCpuMillis the whole process's CPU until the first job request was answered
 * @param residentMegabytes after all requests
 */
record AgentSample(
        double portMillis,
        double ordinaryAnswerMillis,
        double jobAnswerMillis,
        double startCpuMillis,
        double jobRequestMicros,
        double ordinaryRequestMicros,
        double residentMegabytes) {}

package io.jobflow.scheduler.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * How a world's time is spent: minutes in which much happens, or hours around a change of the clocks.
 *
 * @param zone a zone whose clocks change in these hours
 * @param span how long faults strike and people ask
 * @param longestWait how long the shell sleeps at most
 */
record Pace(boolean fast, Instant start, String zone, Duration span, Duration longestWait) {

    private record Change(String zone, String start) {}

    /** Two hours before clocks go back or forward. */
    private static final Change[] CHANGES = {
        new Change("Europe/Berlin", "2026-10-24T23:00:00Z"),
        new Change("Europe/Berlin", "2026-03-28T23:00:00Z"),
        new Change("America/New_York", "2026-11-01T04:00:00Z"),
        new Change("America/New_York", "2026-03-08T05:00:00Z"),
        new Change("Australia/Lord_Howe", "2026-04-04T13:00:00Z"),
        new Change("Australia/Lord_Howe", "2026-10-03T13:30:00Z")
    };

    static Pace draw(SplittableRandom random) {
        if (random.nextInt(3) > 0) {
            Instant start = Instant.parse("2026-03-01T00:00:00Z").plusMillis(random.nextInt(60_000));
            Duration span = Duration.ofSeconds(random.nextInt(30, 120));
            return new Pace(true, start, "Asia/Shanghai", span, Duration.ofSeconds(1));
        }
        Change change = CHANGES[random.nextInt(CHANGES.length)];
        Instant start = Instant.parse(change.start()).plusSeconds(random.nextInt(3_600));
        Duration span = Duration.ofMinutes(random.nextInt(120, 240));
        return new Pace(false, start, change.zone(), span, Duration.ofSeconds(30));
    }

    /** A part of the span, drawn around an average. */
    Duration part(SplittableRandom random, int parts) {
        double share = -Math.log(1 - random.nextDouble()) / parts;
        return Duration.ofNanos((long) (span.toNanos() * Math.min(1, share)));
    }
}

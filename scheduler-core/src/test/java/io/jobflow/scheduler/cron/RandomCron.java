package io.jobflow.scheduler.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Expressions, zones and times by chance, in the unix dialect with six fields. */
final class RandomCron {
    private static final List<String> ZONES = List.of(
            "UTC",
            "Asia/Shanghai",
            "Asia/Kolkata",
            "America/New_York",
            "Europe/Berlin",
            "Europe/Dublin",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Asia/Beirut",
            "Asia/Tehran",
            "Australia/Lord_Howe",
            "Africa/Casablanca",
            "Antarctica/Troll",
            "Pacific/Apia",
            "Pacific/Kwajalein");
    private static final String[] WEEKDAYS = {"SUN", "MON", "tue", "WED", "thu", "FRI", "Sat"};
    private static final long FIRST = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond();
    private static final long LAST = Instant.parse("2199-12-31T00:00:00Z").getEpochSecond();

    private final Random random;

    RandomCron(Random random) {
        this.random = random;
    }

    /** Any expression: every field may be anything. */
    String expression() {
        return String.join(" ", oneOf("0", "0", "0", numbers(0, 59)), numbers(0, 59), numbers(0, 23), dates());
    }

    /** One that fires often enough to be found by looking at every minute of a few days. */
    String frequent() {
        return String.join(" ", "0", numbers(0, 59), numbers(0, 23), oneOf("*", "*", "*/2"), "*", "*");
    }

    /** One that fires once on each of its days. */
    String onDays() {
        return "0 0 12 " + dates();
    }

    /** The three fields of a date; beside a question mark no weekday has a number, which would be refused. */
    private String dates() {
        String days = days();
        return String.join(
                " ", days, months(), days.equals("?") ? oneOf("*", "?", weekday() + "L", weekday()) : weekdays());
    }

    String numbers(int min, int max) {
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> "*/" + (1 + random.nextInt(max));
            case 2 -> between(min, max) + "/" + (1 + random.nextInt(20));
            default -> list(() -> range(min, max));
        };
    }

    String days() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> "*";
            case 2 -> "?";
            case 3 -> "*/" + (2 + random.nextInt(9));
            case 4 -> oneOf("L", "LW", "L-" + between(1, 30));
            case 5 -> between(1, 31) + "W";
            case 6 -> list(() -> oneOf(range(1, 31), "L", between(1, 31) + "W"));
            default -> list(() -> range(1, 31));
        };
    }

    String months() {
        return random.nextInt(3) == 0 ? oneOf(list(() -> range(1, 12)), "*/" + between(1, 12), "FEB", "jun-Aug") : "*";
    }

    String weekdays() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> "*";
            case 3 -> "*/" + between(2, 4);
            case 4 -> weekday() + "#" + between(1, 5);
            case 5 -> weekday() + "L";
            case 6 -> list(() -> oneOf(range(1, 7), weekday() + "L", weekday() + "#" + between(1, 5)));
            default -> list(() -> range(0, 6));
        };
    }

    String weekday() {
        return WEEKDAYS[random.nextInt(WEEKDAYS.length)];
    }

    String range(int min, int max) {
        int low = between(min, max);
        int high = between(low, max);
        return switch (random.nextInt(4)) {
            case 0 -> low + "-" + high;
            case 1 -> low + "-" + high + "/" + between(1, 6);
            default -> "" + low;
        };
    }

    private String list(Supplier<String> item) {
        StringJoiner list = new StringJoiner(",");
        for (int i = random.nextInt(3); i >= 0; i--) {
            list.add(item.get());
        }
        return list.toString();
    }

    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    String oneOf(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A moment of 1970-2199, in every other case within two days of a change of the zone's offset. */
    ZonedDateTime moment() {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        long second = FIRST + (long) (random.nextDouble() * (LAST - FIRST));
        ZoneOffsetTransition change = zone.getRules().previousTransition(Instant.ofEpochSecond(second));
        if (change != null && change.toEpochSecond() > FIRST && random.nextBoolean()) {
            second = change.toEpochSecond() + between(-172_800, 86_400);
        }
        int nanos = random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0;
        return Instant.ofEpochSecond(second, nanos).atZone(zone);
    }
}

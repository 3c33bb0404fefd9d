package io.jobflow.scheduler.cron;

import java.util.Random;

/** Expressions by chance in the quartz dialect, without the forms that Quartz itself gets wrong (docs/cron.md). */
final class RandomQuartz {
    private final Random random;
    private final RandomCron parts;

    RandomQuartz(Random random) {
        this.random = random;
        this.parts = new RandomCron(random);
    }

    String expression() {
        String date = random.nextBoolean() ? days() + " " + months() + " ?" : "? " + months() + " " + weekdays();
        return String.join(" ", numbers(0, 59), numbers(0, 59), numbers(0, 23), date) + years();
    }

    private String numbers(int min, int max) {
        return switch (random.nextInt(6)) {
            case 0 -> "*";
            case 1 -> (random.nextBoolean() ? "*" : "") + "/" + parts.between(1, max);
            case 2 -> parts.between(min, max) + "/" + parts.between(1, max);
            case 3 -> parts.between(min, max) + "-" + parts.between(min, max);
            case 4 -> parts.between(min, max) + "-" + parts.between(min, max) + "/" + parts.between(1, 7);
            default -> parts.range(min, max) + "," + parts.range(min, max);
        };
    }

    private String days() {
        return switch (random.nextInt(5)) {
            case 0 -> parts.oneOf("L", "L-" + parts.between(0, 30), "L," + parts.range(1, 31));
            default -> numbers(1, 31);
        };
    }

    private String months() {
        return parts.oneOf("*", "*", numbers(1, 12), "FEB", "nov-Feb", "JAN,jun");
    }

    private String weekdays() {
        return switch (random.nextInt(5)) {
            case 0 -> parts.between(1, 7) + "#" + parts.between(1, 5);
            case 1 -> parts.oneOf("L", parts.between(1, 7) + "L", parts.weekday() + "L");
            case 2 -> parts.weekday() + "-" + parts.weekday();
            case 3 -> parts.weekday() + "," + parts.between(1, 7);
            default -> parts.oneOf("*", "*/2", "2-6", "6-2", "1,7", "/3", "2/2");
        };
    }

    private String years() {
        return parts.oneOf("", "", " *", " 2020-2040", " 1975/3", " 2031,2033");
    }
}

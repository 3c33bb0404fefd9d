package io.jobflow.scheduler.cli;

import io.jobflow.scheduler.cron.CronExpression;
import io.jobflow.scheduler.cron.DaylightSaving;
import io.jobflow.scheduler.job.Zones;
import io.jobflow.scheduler.time.GivenTime;
import io.jobflow.scheduler.time.SystemTime;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the next fire times of an expression, one a line. */
@Command(
        name = "next",
        description = "Prints the next fire times, one ISO-8601 time a line.",
        mixinStandardHelpOptions = true)
final class CronNextCommand implements Runnable {

    private static final int MAX_COUNT = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private CronOptions options;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "The time zone, such as Asia/Shanghai; UTC by default.")
    private String zone;

    @Option(
            names = "--dst",
            paramLabel = "RULE",
            defaultValue = "once",
            converter = DaylightSavingConverter.class,
            description = "What happens when clocks change: once or wall-clock; once by default.")
    private DaylightSaving daylightSaving;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "The time to search from, exclusive, such as 2027-01-31T08:30:00Z; now by default.")
    private @Nullable String from;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many to print, 1 to " + MAX_COUNT + "; 5 by default.")
    private int count;

    @Override
    public void run() {
        if (count < 1 || count > MAX_COUNT) {
            throw options.refused("Option --count is \"" + count + "\" (expected 1 to " + MAX_COUNT + ").");
        }
        CronExpression expression = options.expression().withDaylightSaving(daylightSaving);
        List<ZonedDateTime> times = expression.stream(start()).limit(count).toList();
        PrintWriter out = spec.commandLine().getOut();
        times.forEach(time -> out.println(time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));
        out.flush();
        if (times.isEmpty()) {
            spec.commandLine().getErr().println("It never fires after that time.");
        }
    }

    private ZonedDateTime start() {
        ZoneId place = Zones.parse(zone)
                .orElseThrow(() ->
                        options.refused(Zones.problem("--zone", zone).message().replaceFirst("Field", "Option")));
        if (from == null) {
            return ZonedDateTime.ofInstant(new SystemTime().now(), place);
        }
        String text = from;
        return GivenTime.parse(text, place)
                .orElseThrow(() -> options.refused(
                        "Option --from is \"" + text + "\" (expected " + GivenTime.EXPECTED_TIME + ")."));
    }

    static final class DaylightSavingConverter implements ITypeConverter<DaylightSaving> {

        @Override
        public DaylightSaving convert(String word) {
            return CronOptions.constant(DaylightSaving.class, word);
        }
    }
}

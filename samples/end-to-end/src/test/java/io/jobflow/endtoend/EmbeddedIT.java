package io.jobflow.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample with a scheduler inside, stopped and started again over the same data directory. */
class EmbeddedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern REMINDER = Pattern.compile("reminder at (\\S+): \\{\"of\":\"tea\"}");

    @Test
    void firesGoOnAfterTheNextStartAndNoneIsHandledTwice(@TempDir Path directory) {
        Path data = directory.resolve("data");
        List<Instant> reminders = new ArrayList<>();

        for (int start = 0; start < 2; start++) {
            Program program = reminders(data);
            try (program) {
                program.awaitLine(Pattern.compile("summary is due at"), PATIENCE);
                program.awaitLine(REMINDER, PATIENCE);
            }
            reminders.addAll(fireTimes(program));
        }

        assertThat(reminders).hasSizeGreaterThanOrEqualTo(2).isSorted().doesNotHaveDuplicates();
    }

    private static Program reminders(Path data) {
        return Program.java("embedded", Jdk.current())
                .mainClass(Jars.embeddedClassPath(), "com.acme.reminders.Reminders", data.toString());
    }

    private static List<Instant> fireTimes(Program program) {
        List<Instant> times = new ArrayList<>();
        for (String line : program.lines()) {
            Matcher reminder = REMINDER.matcher(line);
            if (reminder.find()) {
                times.add(Instant.parse(reminder.group(1)));
            }
        }
        return times;
    }
}

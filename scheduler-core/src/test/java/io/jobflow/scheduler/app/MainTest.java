package io.jobflow.scheduler.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsTheNextFireTimesOneALine() {
        int exit = run(
                "cron",
                "next",
                "0 9 * * *",
                "--zone",
                "Asia/Shanghai",
                "--from",
                "2026-11-22T12:00:00Z",
                "--count",
                "2");

        assertThat(exit).isZero();
        assertThat(out.toString().lines()).containsExactly("2026-11-23T09:00:00+08:00", "2026-11-24T09:00:00+08:00");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void takesALocalStartInTheZone() {
        run("cron", "next", "0 9 * * *", "--zone", "Asia/Shanghai", "--from", "2026-11-22T08:59:59", "--count", "1");

        assertThat(out.toString().strip()).isEqualTo("2026-11-22T09:00:00+08:00");
    }

    @Test
    void followsDialectAndDaylightSaving() {
        List<String> common = List.of("--zone", "Europe/Berlin", "--from", "2026-10-24T12:00:00Z", "--count", "2");
        run(with(common, "cron", "next", "0 30 2 ? * *", "--dialect", "quartz", "--dst", "wall-clock"));

        assertThat(out.toString().lines()).containsExactly("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00");
    }

    @Test
    void saysThatNothingFires() {
        int exit = run("cron", "next", "0 0 30 2 *");

        assertThat(exit).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().strip()).isEqualTo("It never fires after that time.");
    }

    @Test
    void describesAnExpression() {
        int exit = run("cron", "describe", "0 9 * * *");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("09:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            99 9 * * *  |           |             | "99"
            0 9 * * *   | --zone    | Moon        | Option --zone is "Moon"
            0 9 * * *   | --dialect | spring      | expected one of unix, quartz
            0 9 * * *   | --dst     | twice       | expected one of once, wall-clock
            0 9 * * *   | --from    | today       | Option --from is "today"
            0 9 * * *   | --count   | 0           | Option --count is "0"
            0 9 * * *   | --until   | 2027        | --until
            """)
    void answersBadInputWithCode2AndAMessage(String expression, String option, String value, String message) {
        int exit = option == null ? run("cron", "next", expression) : run("cron", "next", expression, option, value);

        assertThat(exit).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(message).contains("--help");
    }

    @Test
    void listsItsCommands() {
        int exit = run("--help");

        assertThat(exit).isZero();
        assertThat(out.toString()).contains("server", "cron", "--config=FILE");
    }

    @Test
    void saysItsVersion() {
        run("--version");

        assertThat(out.toString()).startsWith("JobFlow ");
    }

    private int run(List<String> args) {
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }

    private static List<String> with(List<String> common, String... first) {
        List<String> all = new java.util.ArrayList<>(List.of(first));
        all.addAll(common);
        return all;
    }
}

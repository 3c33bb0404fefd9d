package io.jobflow.benchmarks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import io.jobflow.scheduler.cron.CronExpression;
import java.text.ParseException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One search for the next fire time, from start times spread over four years in a zone with daylight saving. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CronNextBenchmark {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int STARTS = 1024;

    @Param
    CronCase expression = CronCase.DAILY;

    private final ZonedDateTime[] starts = new ZonedDateTime[STARTS];
    private final Date[] dates = new Date[STARTS];
    private int turn;

    private CronExpression jobflow = CronExpression.parse("0 9 * * *");
    private org.quartz.CronExpression quartz = quartz("0 0 9 * * ?");
    private org.springframework.scheduling.support.CronExpression spring =
            org.springframework.scheduling.support.CronExpression.parse("0 0 9 * * *");
    private ExecutionTime cronUtils = cronUtils("0 0 9 * * ?");

    @Setup(Level.Trial)
    public void prepare() {
        ZonedDateTime first = ZonedDateTime.of(2023, 1, 1, 0, 0, 0, 0, ZONE);
        for (int i = 0; i < STARTS; i++) {
            starts[i] = first.plusSeconds(i * 123_457L);
            dates[i] = Date.from(starts[i].toInstant());
        }
        jobflow = CronExpression.parse(expression.unix);
        quartz = quartz(expression.quartz);
        spring = org.springframework.scheduling.support.CronExpression.parse(expression.spring);
        cronUtils = cronUtils(expression.quartz);
    }

    private static org.quartz.CronExpression quartz(String text) {
        try {
            org.quartz.CronExpression parsed = new org.quartz.CronExpression(text);
            parsed.setTimeZone(TimeZone.getTimeZone(ZONE));
            return parsed;
        } catch (ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ExecutionTime cronUtils(String text) {
        return ExecutionTime.forCron(
                new com.cronutils.parser.CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ))
                        .parse(text));
    }

    private int turn() {
        turn = turn + 1 & STARTS - 1;
        return turn;
    }

    @Benchmark
    public Object jobflow() {
        return jobflow.next(starts[turn()]);
    }

    @Benchmark
    public Object quartz() {
        return quartz.getNextValidTimeAfter(dates[turn()]);
    }

    @Benchmark
    public Object spring() {
        ZonedDateTime next = spring.next(starts[turn()]);
        return next == null ? spring : next;
    }

    @Benchmark
    public Object cronUtils() {
        return cronUtils.nextExecution(starts[turn()]);
    }
}

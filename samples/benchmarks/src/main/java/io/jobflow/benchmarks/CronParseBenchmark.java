package io.jobflow.benchmarks;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import io.jobflow.scheduler.cron.CronExpression;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Reading an expression from its text. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CronParseBenchmark {
    @Param({"EVERY_15_MINUTES", "OFFICE_HOURS", "MONTHLY", "THIRD_FRIDAY"})
    CronCase expression = CronCase.OFFICE_HOURS;

    private final com.cronutils.parser.CronParser cronUtils =
            new com.cronutils.parser.CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ));

    @Benchmark
    public Object jobflow() {
        return CronExpression.parse(expression.unix);
    }

    @Benchmark
    public Object quartz() throws ParseException {
        return new org.quartz.CronExpression(expression.quartz);
    }

    @Benchmark
    public Object spring() {
        return org.springframework.scheduling.support.CronExpression.parse(expression.spring);
    }

    @Benchmark
    public Object cronUtils() {
        return cronUtils.parse(expression.quartz);
    }
}

package io.jobflow.scheduler.cli;

import io.jobflow.scheduler.cron.CronDialect;
import io.jobflow.scheduler.cron.CronExpression;
import io.jobflow.scheduler.cron.CronSyntaxException;
import io.jobflow.scheduler.job.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What every command about an expression takes. Bad input ends the command with exit code 2. */
final class CronOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(paramLabel = "EXPRESSION", description = "The expression, quoted as one argument.")
    private String text;

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "unix",
            converter = DialectConverter.class,
            description = "unix (5 or 6 fields) or quartz (6 or 7 fields); unix by default.")
    private CronDialect dialect;

    @Option(
            names = "--seed",
            paramLabel = "NAME",
            description = "The job's name, from which the values of H are derived.")
    private @Nullable String seed;

    CronExpression expression() {
        try {
            return seed == null ? CronExpression.parse(text, dialect) : CronExpression.parse(text, dialect, seed);
        } catch (CronSyntaxException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    /** Ends the command with a message instead of its usage. */
    CommandLine.ParameterException refused(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }

    /** The constant that a word names. */
    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (JsonFields.word(constant).equals(word)) {
                return constant;
            }
            words.add(JsonFields.word(constant));
        }
        throw new CommandLine.TypeConversionException(
                "\"" + word + "\" is not known (expected one of " + String.join(", ", words) + ")");
    }

    static final class DialectConverter implements ITypeConverter<CronDialect> {

        @Override
        public CronDialect convert(String word) {
            return constant(CronDialect.class, word);
        }
    }
}

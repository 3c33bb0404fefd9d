package io.jobflow.bridge.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogRecordsTest {

    private final LogRecords records = new LogRecords();
    private final SdkLoggerProvider provider =
            SdkLoggerProvider.builder().addLogRecordProcessor(records).build();

    @BeforeEach
    void connect() {
        records.through(provider);
    }

    @AfterEach
    void closeProvider() {
        provider.close();
    }

    @Test
    void makesARecordOfEachLineOnce() {
        records.add(line("acme"));

        assertThat(records.takeAll()).extracting(LogRecordsTest::logger).containsExactly("acme");
        assertThat(records.takeAll()).isEmpty();
    }

    @Test
    void namesNoMoreLoggersThanTheSdkMayKeep() {
        for (int number = 0; number < LogRecords.MOST_LOGGERS; number++) {
            records.add(line("acme" + number));
        }
        records.takeAll();

        records.add(line("one too many"));
        records.add(line("acme1"));

        assertThat(records.takeAll()).extracting(LogRecordsTest::logger).containsExactly(LogRecords.OTHER, "acme1");
    }

    @Test
    void saysWhatWasThrown() {
        LogLine line = line("acme", new IllegalStateException("closed"));
        line.renderThrown();

        records.add(line);

        List<LogRecordData> made = records.takeAll();
        assertThat(made).hasSize(1);
        assertThat(made.get(0).getAttributes().asMap().toString())
                .contains("exception.type=java.lang.IllegalStateException", "exception.message=closed");
    }

    private static String logger(LogRecordData record) {
        return record.getInstrumentationScopeInfo().getName();
    }

    private static LogLine line(String logger) {
        return line(logger, null);
    }

    private static LogLine line(String logger, @Nullable Throwable thrown) {
        return LogLines.line(logger, "said", thrown);
    }
}

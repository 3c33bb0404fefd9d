package io.jobflow.agent.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.bridge.attempt.AttemptTelemetry;
import io.jobflow.bridge.attempt.MdcAccess;
import io.jobflow.bridge.attempt.MdcEntries;
import io.jobflow.bridge.attempt.MdcKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LoggedRecordsTest {

    private final LoggedRecords records = new LoggedRecords((what, cause) -> {});
    private final LogRecord record = new LogRecord(Level.INFO, "synced");

    @Test
    void putsTheEntriesBehindTheText() {
        records.add(
                record,
                entries(MdcKeys.defaults()
                        .with("spanId", null)
                        .with("traceId", null)
                        .with("executionId", null)));

        assertThat(records.text(record, "synced")).isEqualTo("synced [jobName=sync attempt=1]");
    }

    @Test
    void knowsARecordByIdentity() {
        records.add(record, entries(MdcKeys.defaults()));

        assertThat(records.text(new LogRecord(Level.INFO, "synced"), "synced")).isNull();
    }

    @Test
    void leavesTheTextAloneWithoutKeys() {
        MdcKeys none = MdcKeys.defaults();
        for (String name : new String[] {"traceId", "spanId", "jobName", "executionId", "attempt"}) {
            none = none.with(name, null);
        }
        records.add(record, entries(none));

        assertThat(records.text(record, "synced")).isNull();
    }

    @Test
    void leavesTheTextAloneWhileThisThreadHandsTheRecordOn() throws InterruptedException {
        records.add(record, entries(MdcKeys.defaults()));
        String[] elsewhere = new String[1];

        records.handedOn(record);
        Thread other = new Thread(() -> elsewhere[0] = records.text(record, "synced"));
        other.start();
        other.join();

        assertThat(records.text(record, "synced")).isNull();
        assertThat(elsewhere[0]).startsWith("synced [");
        records.handedOn(null);
        assertThat(records.text(record, "synced")).startsWith("synced [");
    }

    @Test
    void leavesAPatternAsItIsWhoseParametersCannotBePutIntoWords() {
        LogRecord unspeakable = new LogRecord(Level.INFO, "synced {0}");
        unspeakable.setParameters(new Object[] {new Unspeakable()});

        assertThat(records.plainText(unspeakable)).isEqualTo("synced {0}");
    }

    @Test
    void forgetsWhatNobodyKeeps() {
        MdcEntries entries = entries(MdcKeys.defaults());
        for (int number = 0; number < 1_000; number++) {
            records.add(new LogRecord(Level.INFO, "gone"), entries);
        }

        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> {
            System.gc();
            records.add(record, entries);
            return records.count().get() == 1;
        });
    }

    @Test
    void forgetsAll() {
        records.add(record, entries(MdcKeys.defaults()));
        records.add(record, entries(MdcKeys.defaults()));
        assertThat(records.count()).hasValue(1);

        records.forgetAll();

        assertThat(records.count()).hasValue(0);
        assertThat(records.text(record, "synced")).isNull();
    }

    private static MdcEntries entries(MdcKeys keys) {
        return AttemptTelemetry.builder(OpenTelemetry.noop())
                .mdcKeys(keys)
                .build()
                .startLocal("sync", "com.acme.Jobs.sync", Context.root(), MdcAccess.NONE)
                .mdcEntries();
    }

    /** Throws what a formatter does not catch. */
    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new AssertionError("planted");
        }
    }
}

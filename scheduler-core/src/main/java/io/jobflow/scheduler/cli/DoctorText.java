package io.jobflow.scheduler.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.store.doctor.DoctorReport;
import io.jobflow.scheduler.store.doctor.Finding;
import java.util.Locale;

/** The doctor's report for people and for programs. */
final class DoctorText {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DoctorText() {}

    static String plain(String database, DoctorReport report) {
        StringBuilder text = new StringBuilder(512);
        text.append(String.format(
                Locale.ROOT,
                "%s: %d jobs, %d executions, %d shards, %d attempts, %d dead letters%n",
                database,
                report.jobs(),
                report.executions(),
                report.shards(),
                report.attempts(),
                report.deadLetters()));
        for (Finding finding : report.findings()) {
            text.append(String.format(
                    "%-9s  %s: %s %s.%n",
                    severity(finding), finding.check().code(), finding.subject(), finding.sentence()));
        }
        long left = report.violations() + report.warnings() - report.findings().size();
        if (left > 0) {
            text.append(String.format(Locale.ROOT, "… and %d more of the same kinds%n", left));
        }
        text.append(String.format(Locale.ROOT, "%d violations, %d warnings%n", report.violations(), report.warnings()));
        return text.toString();
    }

    static String json(DoctorReport report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.putObject("examined")
                .put("jobs", report.jobs())
                .put("executions", report.executions())
                .put("shards", report.shards())
                .put("attempts", report.attempts())
                .put("deadLetters", report.deadLetters());
        json.put("violations", report.violations()).put("warnings", report.warnings());
        ArrayNode findings = json.putArray("findings");
        for (Finding finding : report.findings()) {
            findings.addObject()
                    .put("severity", severity(finding))
                    .put("check", finding.check().code())
                    .put("subject", finding.subject())
                    .put("sentence", finding.sentence());
        }
        return json.toPrettyString() + System.lineSeparator();
    }

    private static String severity(Finding finding) {
        return finding.check().severity().name().toLowerCase(Locale.ROOT);
    }
}

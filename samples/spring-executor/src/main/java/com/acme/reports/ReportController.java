package com.acme.reports;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Reports over HTTP. */
@RestController
public class ReportController {

    private static final Logger log = LoggerFactory.getLogger(ReportController.class);

    private final ReportService reports;

    public ReportController(ReportService reports) {
        this.reports = reports;
    }

    @PostMapping("/internal/job/report-build")
    public Map<String, String> build(@RequestBody(required = false) ReportRequest request) throws InterruptedException {
        ReportRequest wanted = request == null ? ReportRequest.unspecified() : request;
        String month = YearMonth.parse(wanted.month()).toString();
        TimeUnit.MILLISECONDS.sleep(wanted.delayMillis());
        if (wanted.fail()) {
            throw new IllegalStateException("this failure was asked for");
        }
        Report report = reports.build(month);
        log.info("Report of {} is ready: {} cents", month, report.totalCents());
        return Map.of("status", "SUCCESS", "message", "report of " + month + ": " + report.totalCents() + " cents");
    }

    @GetMapping("/reports/{month}")
    public ResponseEntity<Report> report(@PathVariable String month) {
        log.info("A report was asked for");
        return ResponseEntity.of(reports.find(month));
    }

    @GetMapping("/health")
    public Map<String, String> health() {
        return Map.of("status", "UP");
    }

    @ExceptionHandler
    public ResponseEntity<Map<String, String>> badMonth(DateTimeParseException e) {
        return outcome(HttpStatus.BAD_REQUEST, "month is \"" + e.getParsedString() + "\" (expected: yyyy-MM)");
    }

    @ExceptionHandler
    public ResponseEntity<Map<String, String>> failed(IllegalStateException e) {
        log.error("The report was not built", e);
        return outcome(HttpStatus.INTERNAL_SERVER_ERROR, e.getMessage());
    }

    private static ResponseEntity<Map<String, String>> outcome(HttpStatus status, String message) {
        return ResponseEntity.status(status).body(Map.of("status", "FAILED", "message", message));
    }
}

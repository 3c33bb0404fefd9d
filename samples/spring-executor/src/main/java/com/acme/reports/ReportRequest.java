package com.acme.reports;

/** Which month to report on; {@code fail} and {@code delayMillis} are there to rehearse trouble. All are optional. */
public record ReportRequest(String month, Boolean fail, Long delayMillis) {

    private static final String DEFAULT_MONTH = "2026-01";

    public ReportRequest {
        month = month == null || month.isBlank() ? DEFAULT_MONTH : month;
        fail = fail != null && fail;
        delayMillis = delayMillis == null ? 0 : delayMillis;
    }

    static ReportRequest unspecified() {
        return new ReportRequest(null, null, null);
    }
}

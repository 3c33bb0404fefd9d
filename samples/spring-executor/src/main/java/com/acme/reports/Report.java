package com.acme.reports;

import java.util.Map;

/** Revenue of one month, in cents, by region. */
public record Report(String month, Map<String, Long> centsByRegion) {

    public long totalCents() {
        return centsByRegion.values().stream().mapToLong(Long::longValue).sum();
    }
}

package com.acme.reports;

import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Builds reports from the sales figures, which are the same for the same month, and keeps the newest of each month. */
@Service
public class ReportService {

    private static final Logger log = LoggerFactory.getLogger(ReportService.class);
    private static final String[] REGIONS = {"north", "east", "south", "west"};
    private static final int SALES_PER_REGION = 5_000;

    private final Map<String, Report> reports = new ConcurrentHashMap<>();

    public Report build(String month) {
        log.info("Building the report of {}", month);
        SplittableRandom sales = new SplittableRandom(month.hashCode());
        Map<String, Long> centsByRegion = new TreeMap<>();
        for (String region : REGIONS) {
            long cents = sales.longs(SALES_PER_REGION, 99, 50_000).sum();
            log.info("Region {}: {} sales, {} cents", region, SALES_PER_REGION, cents);
            centsByRegion.put(region, cents);
        }
        Report report = new Report(month, centsByRegion);
        reports.put(month, report);
        return report;
    }

    public Optional<Report> find(String month) {
        return Optional.ofNullable(reports.get(month));
    }
}

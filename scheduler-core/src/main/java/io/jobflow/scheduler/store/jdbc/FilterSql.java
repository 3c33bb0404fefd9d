package io.jobflow.scheduler.store.jdbc;

import io.jobflow.scheduler.execution.ExecutionStatus;
import io.jobflow.scheduler.store.DeadLetterFilter;
import io.jobflow.scheduler.store.ExecutionFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What a listing's filter is in SQL: the conditions, and the values of their parameters. */
final class FilterSql {

    private static final String WAITING = "WHERE d.redriven_at IS NULL AND d.discarded_at IS NULL";

    /** What was planned and whose time has come counts as running. */
    private static final String STATUS_AT =
            "((status <> 'planned' AND status IN (<statuses>)) OR (status = 'planned' AND ((started_at <= :now AND"
                    + " :running = 1) OR (started_at > :now AND :planned = 1))))";

    private FilterSql() {}

    static String where(ExecutionFilter filter) {
        List<String> conditions = new ArrayList<>();
        if (filter.jobName() != null) {
            conditions.add("job_name = :job");
        }
        if (!filter.statuses().isEmpty()) {
            conditions.add(filter.now() == null ? "status IN (<statuses>)" : STATUS_AT);
        }
        if (filter.from() != null) {
            conditions.add("fire_time >= :from");
        }
        if (filter.to() != null) {
            conditions.add("fire_time < :to");
        }
        return conditions.isEmpty() ? "" : "WHERE " + String.join(" AND ", conditions);
    }

    static Query bind(Query query, ExecutionFilter filter) {
        Instant now = filter.now();
        if (filter.jobName() != null) {
            query.bind("job", filter.jobName());
        }
        if (!filter.statuses().isEmpty()) {
            if (now != null) {
                query.bind("now", now.toEpochMilli())
                        .bind("running", filter.statuses().contains(ExecutionStatus.RUNNING) ? 1 : 0)
                        .bind("planned", filter.statuses().contains(ExecutionStatus.PLANNED) ? 1 : 0);
            }
            query.bindList(
                    "statuses",
                    filter.statuses().stream()
                            .map(ExecutionStatus::value)
                            .sorted()
                            .toList());
        }
        bind(query, "from", filter.from());
        return bind(query, "to", filter.to());
    }

    static String where(DeadLetterFilter filter) {
        return WAITING
                + (filter.jobName() == null ? "" : " AND e.job_name = :job")
                + (filter.reasonCode() == null ? "" : " AND d.reason_code = :reason")
                + (filter.from() == null ? "" : " AND d.created_at >= :from")
                + (filter.to() == null ? "" : " AND d.created_at < :to");
    }

    static Query bind(Query query, DeadLetterFilter filter) {
        if (filter.jobName() != null) {
            query.bind("job", filter.jobName());
        }
        if (filter.reasonCode() != null) {
            query.bind("reason", filter.reasonCode());
        }
        bind(query, "from", filter.from());
        return bind(query, "to", filter.to());
    }

    private static Query bind(Query query, String name, @Nullable Instant bound) {
        return bound == null ? query : query.bind(name, bound.toEpochMilli());
    }
}

package io.jobflow.scheduler.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobflow.scheduler.job.Job;
import io.jobflow.scheduler.job.JobJson;

/** A job in answers: its definition with every default, then where it stands. */
final class JobView {

    private JobView() {}

    static ObjectNode of(Job job) {
        return JobJson.tree(job.definition())
                .put("version", job.version())
                .put("createdAt", Json.instant(job.createdAt()))
                .put("updatedAt", Json.instant(job.updatedAt()))
                .put("nextFire", Json.instant(job.nextFire()));
    }
}

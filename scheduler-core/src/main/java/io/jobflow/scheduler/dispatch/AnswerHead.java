package io.jobflow.scheduler.dispatch;

import org.jspecify.annotations.Nullable;

/**
 * What counts of an answer's status line and headers.
 *
 * @param retryAfter the {@code Retry-After} header, null when absent
 * @param location the {@code Location} header, null when absent
 */
record AnswerHead(
        int status, @Nullable String retryAfter, @Nullable String location) {}

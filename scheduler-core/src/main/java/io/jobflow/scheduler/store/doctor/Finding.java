package io.jobflow.scheduler.store.doctor;

/**
 * One row, or group of rows, for which a check failed.
 *
 * @param subject which: {@code execution "…"}, {@code job "…"}
 * @param sentence what is stored and what should be
 */
public record Finding(Check check, String subject, String sentence) {}

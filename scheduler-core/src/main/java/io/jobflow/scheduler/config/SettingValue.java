package io.jobflow.scheduler.config;

/**
 * A setting's text and where it came from.
 *
 * @param origin for messages, such as {@code environment variable JOBFLOW_SERVER_PORT}
 */
public record SettingValue(String text, String origin) {}

package io.jobflow.scheduler.config;

/**
 * One thing that is wrong with the settings.
 *
 * @param name the setting's name, such as {@code jobflow.server.port}; a file's name where no setting can be named
 * @param message one sentence: what was given and where, what would be accepted, what to do
 */
public record SettingProblem(String name, String message) {}

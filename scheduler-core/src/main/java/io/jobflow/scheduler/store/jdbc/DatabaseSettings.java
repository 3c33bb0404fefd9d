package io.jobflow.scheduler.store.jdbc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which database to open. Its text form shows neither user nor password.
 *
 * @param url a JDBC URL of one of the {@link DatabaseKind}s
 * @param user null when the URL or the server decides
 * @param password null when none is needed
 */
public record DatabaseSettings(
        String url, @Nullable String user, @Nullable String password) {

    /** The kind of database that the URL names; empty when this version knows none such. */
    public Optional<DatabaseKind> kind() {
        return DatabaseKind.ofUrl(url);
    }

    /** The URL without anything that may be secret: no user, no password, no parameters. */
    public String place() {
        return url.replaceAll("[?;].*", "").replaceAll("//[^/@]*@", "//");
    }

    @Override
    public String toString() {
        return "DatabaseSettings[" + place() + "]";
    }
}

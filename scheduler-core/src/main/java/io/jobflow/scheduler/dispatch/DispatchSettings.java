package io.jobflow.scheduler.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How executors are called.
 *
 * @param connectTimeout how long a connection may take to stand; it ends an attempt only before anything was sent
 * @param signingKey the secret that requests are signed with ({@code jobflow.dispatch.signing-key}), used as UTF-8; null
 *     when requests are not signed
 */
public record DispatchSettings(
        Duration connectTimeout, @Nullable String signingKey) {

    /** Ten seconds to connect, no signature. */
    public static final DispatchSettings DEFAULT = new DispatchSettings(Duration.ofSeconds(10), null);

    public DispatchSettings {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect timeout " + connectTimeout + " is not positive");
        }
        if (signingKey != null && signingKey.isBlank()) {
            throw new IllegalArgumentException("signing key is blank; leave it out to send requests unsigned");
        }
    }

    /** These settings with another signing key. */
    public DispatchSettings withSigningKey(@Nullable String key) {
        return new DispatchSettings(connectTimeout, key);
    }

    /** Without the key, which must not reach a log. */
    @Override
    public String toString() {
        return "DispatchSettings[connectTimeout=" + connectTimeout + ", signed=" + (signingKey != null) + "]";
    }
}

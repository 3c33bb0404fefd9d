package io.jobflow.scheduler.store;

import java.security.SecureRandom;

/** Draws the key of {@link JobStore#callbackKey}. */
public final class CallbackKeys {

    /** How many bytes it has: as many as the digest it is used with. */
    public static final int LENGTH = 32;

    private CallbackKeys() {}

    /** A new key that nobody can guess. */
    public static byte[] draw() {
        byte[] key = new byte[LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }
}

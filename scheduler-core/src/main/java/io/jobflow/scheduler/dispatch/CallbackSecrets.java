package io.jobflow.scheduler.dispatch;

import io.jobflow.scheduler.execution.Attempt;
import io.jobflow.scheduler.execution.ExecutionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that let an executor report one attempt's outcome and nothing else: HMAC-SHA256 over execution, shard,
 * attempt and fencing token, 43 characters of base 64 for URLs. They follow from a key of the store, so that no table
 * holds them and they outlive the process. Safe for use by many threads.
 */
public final class CallbackSecrets {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String DOMAIN = "jobflow callback 1";

    private final SecretKeySpec key;

    /**
     * Creates the secrets of a store.
     *
     * @param key see {@link io.jobflow.scheduler.store.JobStore#callbackKey}
     */
    public CallbackSecrets(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The secret of an attempt; not to be logged. */
    String of(ExecutionId execution, int shardIndex, Attempt attempt) {
        String text = DOMAIN + '\n' + execution + '\n' + shardIndex + '\n' + attempt.number() + '\n' + attempt.token();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(text));
    }

    /** Whether a text is the secret of an attempt; takes as long for a near miss as for any other. */
    public boolean isOf(ExecutionId execution, int shardIndex, Attempt attempt, String text) {
        return MessageDigest.isEqual(
                text.getBytes(StandardCharsets.UTF_8),
                of(execution, shardIndex, attempt).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}

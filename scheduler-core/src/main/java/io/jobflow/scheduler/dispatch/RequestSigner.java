package io.jobflow.scheduler.dispatch;

import io.jobflow.bridge.JobHeaders;
import io.jobflow.scheduler.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.Headers;

/**
 * Signs requests with HMAC-SHA256, so that an executor can tell the scheduler's from anybody else's. The canonical
 * string is a list of lines joined by {@code \n}: the method; the path with its query; each header of
 * {@link JobHeaders#SIGNED} in that order as {@code lower-case-name:value}, with nothing after the colon when it is
 * absent; the body's SHA-256 in lower-case hex. Safe for use by many threads.
 */
final class RequestSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int NONCE_BYTES = 16;

    private final SecretKeySpec key;
    private final TimeSource time;
    private final SecureRandom random = new SecureRandom();

    /** A signer whose key is the secret's UTF-8 bytes. */
    RequestSigner(String secret, TimeSource time) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.time = time;
    }

    /** The same headers with timestamp, nonce and signature. */
    Headers sign(String method, String pathWithQuery, Headers headers, byte[] body) {
        Headers stamped = headers.newBuilder()
                .set(JobHeaders.TIMESTAMP, Long.toString(time.now().toEpochMilli()))
                .set(JobHeaders.NONCE, nonce())
                .build();
        return stamped.newBuilder()
                .set(JobHeaders.SIGNATURE, signature(method, pathWithQuery, stamped, body))
                .build();
    }

    /** The signature of a request whose headers have their timestamp and nonce. */
    String signature(String method, String pathWithQuery, Headers headers, byte[] body) {
        return hex(hmac(canonical(method, pathWithQuery, headers, body)));
    }

    private static String canonical(String method, String pathWithQuery, Headers headers, byte[] body) {
        StringBuilder lines = new StringBuilder();
        lines.append(method).append('\n').append(pathWithQuery).append('\n');
        for (String name : JobHeaders.SIGNED) {
            String value = headers.get(name);
            lines.append(name.toLowerCase(Locale.ROOT)).append(':');
            lines.append(value == null ? "" : value).append('\n');
        }
        return lines.append(hex(sha256(body))).toString();
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return hex(bytes);
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

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

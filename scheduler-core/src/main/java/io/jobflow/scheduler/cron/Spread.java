package io.jobflow.scheduler.cron;

import java.nio.charset.StandardCharsets;

/**
 * The number that {@code H} stands for: a hash of the seed, different in each field. The function is part of the
 * language: another would move every job that uses it. (64-bit FNV-1a over the seed's UTF-8 bytes and one byte with the
 * field's number from 0 for seconds, then two xor-shift-multiply rounds.)
 */
final class Spread {
    private static final long FNV_OFFSET = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x0000_0100_0000_01b3L;

    private final long hash;

    Spread(String seed) {
        long bytes = FNV_OFFSET;
        for (byte b : seed.getBytes(StandardCharsets.UTF_8)) {
            bytes = (bytes ^ (b & 0xff)) * FNV_PRIME;
        }
        this.hash = bytes;
    }

    /** A number from 0 to {@code bound - 1}. */
    int of(CronField field, int bound) {
        long mixed = (hash ^ field.ordinal()) * FNV_PRIME;
        mixed = (mixed ^ mixed >>> 32) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ mixed >>> 29) * 0xbf58_476d_1ce4_e5b9L;
        return (int) Long.remainderUnsigned(mixed ^ mixed >>> 32, bound);
    }
}

package io.jobflow.scheduler.execution;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Unpredictable numbers, drawn many at a time: one by one each costs a system call. Confined to one thread. */
public final class BufferedRandom implements RandomGenerator {

    private static final int BUFFER = 512;

    private final SecureRandom source;
    private final byte[] bytes = new byte[BUFFER];
    private int used = BUFFER;

    public BufferedRandom(SecureRandom source) {
        this.source = source;
    }

    @Override
    public long nextLong() {
        if (used == BUFFER) {
            source.nextBytes(bytes);
            used = 0;
        }
        long value = 0;
        for (int end = used + Long.BYTES; used < end; used++) {
            value = value << Byte.SIZE | bytes[used] & 0xFF;
            bytes[used] = 0;
        }
        return value;
    }
}

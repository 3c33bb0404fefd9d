package io.jobflow.databases;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Lets the unpacked {@code mysqld} run where libaio is not installed. It is linked against the library, but needs it only
 * when asked for native asynchronous I/O. So the name of the library gives way to one that is there anyhow, and the two
 * symbol versions that are expected of it become weak (ELF, "GNU version requirements").
 */
final class MysqlBinary {

    private static final String LIBRARY = "libaio.so.1\0";
    private static final String STAND_IN = "libdl.so.2\0\0";
    private static final short WEAK = 2;
    /** The entry's flags stand behind its hash, which is 4 bytes long. */
    private static final int FLAGS = 4;

    private MysqlBinary() {}

    static void looseFromLibaio(Path mysqld) throws IOException {
        byte[] bytes = Files.readAllBytes(mysqld);
        ByteBuffer binary = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] library = LIBRARY.getBytes(StandardCharsets.US_ASCII);
        binary.put(find(bytes, library), STAND_IN.getBytes(StandardCharsets.US_ASCII));
        for (String version : new String[] {"LIBAIO_0.1", "LIBAIO_0.4"}) {
            byte[] entry = ByteBuffer.allocate(FLAGS + Short.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(hash(version))
                    .putShort((short) 0)
                    .array();
            binary.putShort(find(bytes, entry) + FLAGS, WEAK);
        }
        Files.write(mysqld, bytes);
    }

    private static int find(byte[] bytes, byte[] wanted) {
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        throw new IllegalStateException("mysqld is not the one that is known");
    }

    /** The hash of a symbol's name (System V ABI, "Hash table"). */
    private static int hash(String name) {
        int hash = 0;
        for (char letter : name.toCharArray()) {
            hash = (hash << 4) + letter;
            int high = hash & 0xf0000000;
            hash = (hash ^ high >>> 24) & ~high;
        }
        return hash;
    }
}

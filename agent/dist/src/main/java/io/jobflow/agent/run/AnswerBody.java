package io.jobflow.agent.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The first 4 KiB of an answer's body, and the length of all of it. Confined to its run's lock. */
final class AnswerBody {

    private static final int LIMIT = 4096;
    private static final int FIRST_SIZE = 32;
    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int kept;
    private long length;

    /** @param data bytes or chars (array, String or NIO buffer), or one byte or char as an Integer */
    void add(Object data, int offset, int count) {
        int room = Math.min(count, LIMIT - kept);
        length += count;
        if (room <= 0) {
            return;
        }
        if (data instanceof byte[]) {
            keep((byte[]) data, offset, room);
        } else if (data instanceof String) {
            keepText((String) data, offset, room);
        } else if (data instanceof char[]) {
            keepText(new String((char[]) data, offset, room), 0, room);
        } else if (data instanceof ByteBuffer) {
            keep((ByteBuffer) data, offset, room);
        } else if (data instanceof Integer) {
            keep(new byte[] {((Integer) data).byteValue()}, 0, 1);
        }
    }

    private void keepText(String text, int offset, int count) {
        byte[] encoded = text.substring(offset, offset + count).getBytes(StandardCharsets.UTF_8);
        keep(encoded, 0, Math.min(encoded.length, LIMIT - kept));
    }

    private void keep(ByteBuffer buffer, int offset, int count) {
        byte[] copy = new byte[count];
        ByteBuffer view = buffer.duplicate();
        view.position(offset);
        view.get(copy);
        keep(copy, 0, count);
    }

    private void keep(byte[] source, int offset, int count) {
        if (kept + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(LIMIT, Math.max(kept + count, Math.max(FIRST_SIZE, 2 * kept))));
        }
        System.arraycopy(source, offset, bytes, kept, count);
        kept += count;
    }

    /** How much was written, also beyond what is kept; characters count one each. */
    long length() {
        return length;
    }

    /** What is kept, in UTF-8, and perhaps room behind it; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** How many bytes are kept. */
    int kept() {
        return kept;
    }
}

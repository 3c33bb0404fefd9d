package io.jobflow.agent.weave.classfile;

import java.io.DataOutputStream;
import java.io.IOException;

/** The bytes of a class file, read from front to back. Confined to one thread. */
public final class ClassFile {

    public static final int STATIC = 0x0008;

    private final byte[] bytes;
    private int at;

    public ClassFile(byte[] bytes) {
        this.bytes = bytes;
    }

    public int position() {
        return at;
    }

    public void goTo(int position) {
        at = position;
    }

    public int readByte() {
        return bytes[at++] & 0xff;
    }

    public int readUnsigned() {
        return readByte() << 8 | readByte();
    }

    public int readInt() {
        return readUnsigned() << 16 | readUnsigned();
    }

    public String readAscii(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int each = 0; each < length; each++) {
            text.append((char) readByte());
        }
        return text.toString();
    }

    /** Whether these bytes come next. Stays where it is. */
    boolean hasNext(byte[] text) {
        for (int each = 0; each < text.length; each++) {
            if (bytes[at + each] != text[each]) {
                return false;
            }
        }
        return true;
    }

    public void skip(int count) {
        at += count;
    }

    public void copy(int count, DataOutputStream out) throws IOException {
        out.write(bytes, at, count);
        at += count;
    }

    public void copyFrom(int position, int count, DataOutputStream out) throws IOException {
        out.write(bytes, position, count);
    }

    public int copyUnsigned(DataOutputStream out) throws IOException {
        int value = readUnsigned();
        out.writeShort(value);
        return value;
    }

    public int copyInt(DataOutputStream out) throws IOException {
        int value = readInt();
        out.writeInt(value);
        return value;
    }
}

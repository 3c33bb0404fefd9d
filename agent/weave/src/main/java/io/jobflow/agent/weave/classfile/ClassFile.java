package io.jobflow.agent.weave.thread;

import java.io.DataOutputStream;
import java.io.IOException;

/** The bytes of a class file, read from front to back. Confined to one thread. */
final class ClassFile {

    static final int STATIC = 0x0008;

    private final byte[] bytes;
    private int at;

    ClassFile(byte[] bytes) {
        this.bytes = bytes;
    }

    int position() {
        return at;
    }

    void goTo(int position) {
        at = position;
    }

    int readByte() {
        return bytes[at++] & 0xff;
    }

    int readUnsigned() {
        return readByte() << 8 | readByte();
    }

    int readInt() {
        return readUnsigned() << 16 | readUnsigned();
    }

    String readAscii(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int each = 0; each < length; each++) {
            text.append((char) readByte());
        }
        return text.toString();
    }

    void skip(int count) {
        at += count;
    }

    void copy(int count, DataOutputStream out) throws IOException {
        out.write(bytes, at, count);
        at += count;
    }

    void copyFrom(int position, int count, DataOutputStream out) throws IOException {
        out.write(bytes, position, count);
    }

    int copyUnsigned(DataOutputStream out) throws IOException {
        int value = readUnsigned();
        out.writeShort(value);
        return value;
    }

    int copyInt(DataOutputStream out) throws IOException {
        int value = readInt();
        out.writeInt(value);
        return value;
    }
}

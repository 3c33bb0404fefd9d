package io.jobflow.agent.weave.thread;

import io.jobflow.agent.weave.classfile.ClassFile;
import io.jobflow.agent.weave.classfile.ConstantPool;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A method's code with one call before it, of a static method that takes {@code this}. All positions move by the four bytes
 * of the call (JVM specification, sections 4.7.3 to 4.7.14), which keeps the alignment that some instructions need.
 */
final class CodeWithCall {

    private static final int LOAD_THIS = 0x2a;
    private static final int CALL_STATIC = 0xb8;
    private static final int MOVED = 4;

    private final ClassFile in;
    private final ConstantPool pool;

    /** @param in stands before the length of the code attribute, and afterwards behind the attribute */
    CodeWithCall(ClassFile in, ConstantPool pool) {
        this.in = in;
        this.pool = pool;
    }

    /** @param reference the index of the method to be called */
    void write(int reference, DataOutputStream out) throws IOException {
        in.skip(4);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream code = new DataOutputStream(bytes);
        code.writeShort(Math.max(1, in.readUnsigned())); // stack
        in.copy(2, code); // local variables
        int length = in.readInt();
        code.writeInt(length + MOVED);
        code.writeByte(LOAD_THIS);
        code.writeByte(CALL_STATIC);
        code.writeShort(reference);
        in.copy(length, code);
        moveHandlers(code);
        for (int attributes = in.copyUnsigned(code); attributes > 0; attributes--) {
            moveAttribute(code);
        }
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private void moveHandlers(DataOutputStream code) throws IOException {
        for (int handlers = in.copyUnsigned(code); handlers > 0; handlers--) {
            code.writeShort(in.readUnsigned() + MOVED); // from
            code.writeShort(in.readUnsigned() + MOVED); // to
            code.writeShort(in.readUnsigned() + MOVED); // handled at
            in.copy(2, code);
        }
    }

    private void moveAttribute(DataOutputStream code) throws IOException {
        String name = pool.text(in.copyUnsigned(code));
        int length = in.readInt();
        int end = in.position() + length;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream moved = new DataOutputStream(bytes);
        switch (name) {
            case "LineNumberTable":
                moveLines(moved);
                break;
            case "LocalVariableTable":
            case "LocalVariableTypeTable":
                moveVariables(moved);
                break;
            case "StackMapTable":
                moveFirstFrame(moved);
                break;
            default:
                break;
        }
        in.copy(end - in.position(), moved);
        code.writeInt(bytes.size());
        bytes.writeTo(code);
    }

    /** The call belongs to the first line. */
    private void moveLines(DataOutputStream moved) throws IOException {
        for (int lines = in.copyUnsigned(moved); lines > 0; lines--) {
            int from = in.readUnsigned();
            moved.writeShort(from == 0 ? 0 : from + MOVED);
            in.copy(2, moved);
        }
    }

    /** Parameters are there from the beginning. */
    private void moveVariables(DataOutputStream moved) throws IOException {
        for (int variables = in.copyUnsigned(moved); variables > 0; variables--) {
            int from = in.readUnsigned();
            int length = in.readUnsigned();
            moved.writeShort(from == 0 ? 0 : from + MOVED);
            moved.writeShort(from == 0 ? length + MOVED : length);
            in.copy(6, moved);
        }
    }

    /** Each frame says how far it is from the one before. */
    private void moveFirstFrame(DataOutputStream moved) throws IOException {
        if (in.copyUnsigned(moved) == 0) {
            return;
        }
        int type = in.readByte();
        if (type < 64) {
            writeFrame(type + MOVED, 0, 251, moved);
        } else if (type < 128) {
            writeFrame(type - 64 + MOVED, 64, 247, moved);
        } else {
            moved.writeByte(type);
            moved.writeShort(in.readUnsigned() + MOVED);
        }
    }

    /** In the short form if the distance fits into it. */
    private static void writeFrame(int distance, int shortType, int longType, DataOutputStream moved)
            throws IOException {
        if (distance < 64) {
            moved.writeByte(shortType + distance);
        } else {
            moved.writeByte(longType);
            moved.writeShort(distance);
        }
    }
}

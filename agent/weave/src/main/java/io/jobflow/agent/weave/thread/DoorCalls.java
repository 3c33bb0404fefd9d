package io.jobflow.agent.weave.thread;

import io.jobflow.agent.weave.classfile.ClassFile;
import io.jobflow.agent.weave.classfile.ConstantPool;
import java.io.DataOutputStream;
import java.io.IOException;

/** The constants that calls of the door need, behind those that are there. */
final class DoorCalls {

    private static final String[] METHODS = {"threadStarts", "workBegins", "threadEnds"};
    private static final String DESCRIPTOR = "(Ljava/lang/Object;)V";
    /** The door's name and class, and the descriptor. */
    private static final int SHARED = 3;
    /** A method's name, its name with the descriptor, and the reference to it. */
    private static final int EACH = 3;

    private static final int TEXT = 1;
    private static final int CLASS = 7;
    private static final int METHOD = 10;
    private static final int NAME_AND_TYPE = 12;

    private final ConstantPool pool;
    private final String door;
    private final int first;

    DoorCalls(ConstantPool pool, String door) {
        this.pool = pool;
        this.door = door;
        this.first = pool.count();
    }

    /** The index of the reference to one of the door's methods. */
    int reference(String method) {
        for (int index = 0; index < METHODS.length; index++) {
            if (METHODS[index].equals(method)) {
                return nameOf(index) + 2;
            }
        }
        throw new IllegalArgumentException(method);
    }

    private int nameOf(int index) {
        return first + SHARED + EACH * index;
    }

    /** The old constants and the new ones. */
    void writePool(ClassFile in, DataOutputStream out) throws IOException {
        out.writeShort(first + SHARED + EACH * METHODS.length);
        in.copyFrom(pool.start(), pool.end() - pool.start(), out);
        writeText(door, out);
        write(CLASS, first, out);
        writeText(DESCRIPTOR, out);
        for (int index = 0; index < METHODS.length; index++) {
            writeText(METHODS[index], out);
            write(NAME_AND_TYPE, nameOf(index), out);
            out.writeShort(first + 2);
            write(METHOD, first + 1, out);
            out.writeShort(nameOf(index) + 1);
        }
    }

    private static void writeText(String text, DataOutputStream out) throws IOException {
        out.writeByte(TEXT);
        out.writeUTF(text);
    }

    private static void write(int tag, int index, DataOutputStream out) throws IOException {
        out.writeByte(tag);
        out.writeShort(index);
    }
}

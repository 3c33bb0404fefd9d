package io.jobflow.agent.weave.thread;

import io.jobflow.agent.weave.classfile.ClassFile;
import io.jobflow.agent.weave.classfile.ConstantPool;
import io.jobflow.agent.weave.plugin.Door;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Weaves {@code java.lang.Thread}: one call of the door at the very beginning of the methods that start a thread, do its
 * work, and end it. It is done before {@code main}, because later it would be seen: a thread that is in the class when it
 * is woven has no line number there any more, and every thread is. So it is written without a library, whose classes would
 * cost more than everything else before {@code main} (Byte Buddy's reader and writer alone took 20 ms).
 */
public final class ThreadFile {

    private final ClassFile in;
    private final ConstantPool pool;
    private final DataOutputStream out;

    private ThreadFile(ClassFile in, DataOutputStream out) {
        this.in = in;
        this.pool = new ConstantPool(in);
        this.out = out;
    }

    /** The woven class file. */
    public static byte[] weave(byte[] classFile, Door door) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 256);
        new ThreadFile(new ClassFile(classFile), new DataOutputStream(bytes)).copy(door);
        return bytes.toByteArray();
    }

    /** Which method of the door a method of a thread calls; null if none. */
    private static @Nullable String call(String name, String descriptor) {
        switch (name) {
            case "start":
                return "threadStarts";
            case "runWith": // from Java 19 on, for virtual threads too
                return "workBegins";
            case "run":
                return descriptor.equals("()V") ? "workBegins" : null;
            case "exit": // of platform threads only
                return "threadEnds";
            default:
                return null;
        }
    }

    private void copy(Door door) throws IOException {
        DoorCalls calls = new DoorCalls(pool, door.internalName());
        in.copyFrom(0, 8, out);
        calls.writePool(in, out);
        in.copy(6, out); // access, this, super
        in.copy(2 * in.copyUnsigned(out), out); // interfaces
        for (int fields = in.copyUnsigned(out); fields > 0; fields--) {
            in.copy(6, out);
            copyAttributes();
        }
        for (int methods = in.copyUnsigned(out); methods > 0; methods--) {
            copyMethod(calls);
        }
        copyAttributes();
    }

    private void copyMethod(DoorCalls calls) throws IOException {
        boolean ofInstance = (in.copyUnsigned(out) & ClassFile.STATIC) == 0;
        String call = call(pool.text(in.copyUnsigned(out)), pool.text(in.copyUnsigned(out)));
        if (call == null || !ofInstance) {
            copyAttributes();
            return;
        }
        for (int attributes = in.copyUnsigned(out); attributes > 0; attributes--) {
            String name = pool.text(in.copyUnsigned(out));
            if (name.equals("Code")) {
                new CodeWithCall(in, pool).write(calls.reference(call), out);
            } else {
                in.copy(in.copyInt(out), out);
            }
        }
    }

    private void copyAttributes() throws IOException {
        for (int attributes = in.copyUnsigned(out); attributes > 0; attributes--) {
            in.copy(2, out);
            in.copy(in.copyInt(out), out);
        }
    }
}

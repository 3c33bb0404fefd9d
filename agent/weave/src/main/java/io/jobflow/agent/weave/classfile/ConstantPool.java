package io.jobflow.agent.weave.classfile;

import java.util.Collection;

/** Where the constants of a class file are (JVM specification, section 4.4). Confined to one thread. */
public final class ConstantPool {

    private static final int FIRST = 8;
    private static final int TEXT = 1;

    private final ClassFile in;
    private final int[] positions;
    private final int end;

    /** Leaves the class file at the pool's end. */
    public ConstantPool(ClassFile in) {
        this.in = in;
        in.goTo(FIRST);
        positions = new int[in.readUnsigned()];
        for (int index = 1; index < positions.length; index++) {
            positions[index] = in.position();
            int tag = in.readByte();
            in.skip(tag == TEXT ? in.readUnsigned() : size(tag));
            index += furtherPlaces(tag);
        }
        end = in.position();
    }

    /**
     * Whether the class file has one of these texts among its constants, which is where the types of annotations stand. No
     * garbage but the reader.
     *
     * @param texts as the class file spells them; only ASCII is found
     */
    public static boolean hasAnyOf(Collection<byte[]> texts, byte[] classFile) {
        ClassFile in = new ClassFile(classFile);
        in.goTo(FIRST);
        int count = in.readUnsigned();
        for (int index = 1; index < count; index++) {
            int tag = in.readByte();
            int length = tag == TEXT ? in.readUnsigned() : size(tag);
            if (tag == TEXT && isAnyOf(texts, in, length)) {
                return true;
            }
            in.skip(length);
            index += furtherPlaces(tag);
        }
        return false;
    }

    private static boolean isAnyOf(Collection<byte[]> texts, ClassFile in, int length) {
        for (byte[] text : texts) {
            if (text.length == length && in.hasNext(text)) {
                return true;
            }
        }
        return false;
    }

    /** Those of long and double take two. */
    private static int furtherPlaces(int tag) {
        return tag == 5 || tag == 6 ? 1 : 0;
    }

    private static int size(int tag) {
        switch (tag) {
            case 5: // long
            case 6: // double
                return 8;
            case 15: // method handle
                return 3;
            case 7: // class
            case 8: // string
            case 16: // method type
            case 19: // module
            case 20: // package
                return 2;
            default:
                return 4;
        }
    }

    /** How many places there are, the first of which is never used. */
    public int count() {
        return positions.length;
    }

    public int start() {
        return FIRST + 2;
    }

    public int end() {
        return end;
    }

    /** The text at the index, which must be one of ASCII characters. Leaves the class file where it is. */
    public String text(int index) {
        int back = in.position();
        in.goTo(positions[index] + 1);
        String text = in.readAscii(in.readUnsigned());
        in.goTo(back);
        return text;
    }
}

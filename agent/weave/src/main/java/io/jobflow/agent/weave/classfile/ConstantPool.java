package io.jobflow.agent.weave.thread;

/** Where the constants of a class file are (JVM specification, section 4.4). Confined to one thread. */
final class ConstantPool {

    private static final int FIRST = 8;
    private static final int TEXT = 1;

    private final ClassFile in;
    private final int[] positions;
    private final int end;

    /** Leaves the class file at the pool's end. */
    ConstantPool(ClassFile in) {
        this.in = in;
        in.goTo(FIRST);
        positions = new int[in.readUnsigned()];
        for (int index = 1; index < positions.length; index++) {
            positions[index] = in.position();
            int tag = in.readByte();
            in.skip(tag == TEXT ? in.readUnsigned() : size(tag));
            if (tag == 5 || tag == 6) {
                index++; // long and double take two places
            }
        }
        end = in.position();
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
    int count() {
        return positions.length;
    }

    int start() {
        return FIRST + 2;
    }

    int end() {
        return end;
    }

    /** The text at the index, which must be one of ASCII characters. Leaves the class file where it is. */
    String text(int index) {
        int back = in.position();
        in.goTo(positions[index] + 1);
        String text = in.readAscii(in.readUnsigned());
        in.goTo(back);
        return text;
    }
}

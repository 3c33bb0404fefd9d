package io.jobflow.agent.weave.handler;

import java.util.Collection;

/** Looks for texts among a class file's constants, which is where the annotations' types stand. No parser, no garbage. */
final class ConstantPool {

    private static final int COUNT_AT = 8;
    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int METHOD_HANDLE = 15;

    private ConstantPool() {}

    /** @param texts as the class file spells them; only ASCII is found */
    static boolean hasAnyOf(Collection<byte[]> texts, byte[] classFile) {
        int count = unsigned(classFile, COUNT_AT);
        int at = COUNT_AT + 2;
        for (int index = 1; index < count; index++) {
            int tag = classFile[at];
            if (tag == UTF8) {
                int length = unsigned(classFile, at + 1);
                if (isAnyOf(texts, classFile, at + 3, length)) {
                    return true;
                }
                at += 3 + length;
            } else {
                at += sizeOf(tag);
                index += tag == LONG || tag == DOUBLE ? 1 : 0;
            }
        }
        return false;
    }

    private static int sizeOf(int tag) {
        switch (tag) {
            case LONG:
            case DOUBLE:
                return 9;
            case METHOD_HANDLE:
                return 4;
            case 7: // class
            case 8: // string
            case 16: // method type
            case 19: // module
            case 20: // package
                return 3;
            default:
                return 5;
        }
    }

    private static boolean isAnyOf(Collection<byte[]> texts, byte[] classFile, int from, int length) {
        for (byte[] text : texts) {
            if (text.length == length && isAt(text, classFile, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] text, byte[] classFile, int from) {
        for (int i = 0; i < text.length; i++) {
            if (classFile[from + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int unsigned(byte[] classFile, int at) {
        return (classFile[at] & 0xff) << 8 | (classFile[at + 1] & 0xff);
    }
}

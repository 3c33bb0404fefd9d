package io.jobflow.agent.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The class file of a class that is loaded already, as far as its loader still has it. Safe for use by any thread. */
final class LoadedClassFile {

    /** Stands for one that nobody needs to look at. */
    static final byte[] WITHOUT_CONSTANTS = new byte[10];

    private static final int PIECE = 8192;
    private static final int MOST = 10_000_000;

    private LoadedClassFile() {}

    /** One without constants if the loader has none, or fails. */
    static byte[] of(ClassLoader loader, String internalName) {
        try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
            return in == null ? WITHOUT_CONSTANTS : content(in);
        } catch (Exception | LinkageError ofTheLoader) {
            return WITHOUT_CONSTANTS;
        }
    }

    private static byte[] content(InputStream in) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        for (int read = in.read(piece); read >= 0 && content.size() < MOST; read = in.read(piece)) {
            content.write(piece, 0, read);
        }
        return content.toByteArray();
    }
}

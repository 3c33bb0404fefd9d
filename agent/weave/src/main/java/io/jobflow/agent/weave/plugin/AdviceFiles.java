package io.jobflow.agent.weave.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import net.bytebuddy.utility.StreamDrainer;

/**
 * The class files of our advice, with names exchanged while they are read: the hook's for the door's, and one library
 * namespace for its successor. So one source of advice serves every door and both servlet APIs. Safe on any thread.
 */
final class AdviceFiles implements ClassFileLocator {

    private static final String OURS = "io.jobflow.agent.weave.";

    private final Remapper names;

    AdviceFiles(Door door, Map<String, String> packages) {
        this.names = new Names(door, packages);
    }

    @Override
    public Resolution locate(String name) throws IOException {
        if (!name.startsWith(OURS)) {
            return new Resolution.Illegal(name);
        }
        String file = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = AdviceFiles.class.getResourceAsStream(file)) {
            return in == null
                    ? new Resolution.Illegal(name)
                    : new Resolution.Explicit(renamed(StreamDrainer.DEFAULT.drain(in)));
        }
    }

    private byte[] renamed(byte[] classFile) {
        ClassReader reader = OpenedClassReader.of(classFile);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new ClassRemapper(writer, names), 0);
        return writer.toByteArray();
    }

    @Override
    public void close() {}

    /** Internal names in the advice against internal names in the woven class. */
    private static final class Names extends Remapper {
        private final Door door;
        private final Map<String, String> packages;

        Names(Door door, Map<String, String> packages) {
            super(OpenedClassReader.ASM_API);
            this.door = door;
            this.packages = packages;
        }

        @Override
        public String map(String internalName) {
            if (internalName.equals(Door.SITE.internalName())) {
                return door.internalName();
            }
            for (Map.Entry<String, String> entry : packages.entrySet()) {
                if (internalName.startsWith(entry.getKey())) {
                    return entry.getValue()
                            + internalName.substring(entry.getKey().length());
                }
            }
            return internalName;
        }
    }
}

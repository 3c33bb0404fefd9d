package io.jobflow.agent.weave.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import net.bytebuddy.utility.OpenedClassReader;
import net.bytebuddy.utility.StreamDrainer;
import org.jspecify.annotations.Nullable;

/**
 * The class files of our advice, with names exchanged while they are read: the hook's for the door's, and one library
 * namespace for its successor. So one source of advice serves every door and both servlet APIs. Safe on any thread.
 */
final class AdviceFiles implements ClassFileLocator {

    private static final String OURS = "io.jobflow.agent.weave.";

    private final Door door;
    private final Remapper names;
    private final Set<String> calls = ConcurrentHashMap.newKeySet();

    AdviceFiles(Door door, Map<String, String> packages) {
        this.door = door;
        this.names = new Names(door, packages);
    }

    /** The methods of the door that the advice calls that was read yet. */
    Set<String> calls() {
        return Collections.unmodifiableSet(calls);
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
        reader.accept(new ClassRemapper(new CallsRead(writer), names), 0);
        return writer.toByteArray();
    }

    @Override
    public void close() {}

    /** Notes which methods of the door are called. */
    private final class CallsRead extends ClassVisitor {

        CallsRead(ClassVisitor next) {
            super(OpenedClassReader.ASM_API, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, exceptions);
            return new MethodVisitor(OpenedClassReader.ASM_API, code) {
                @Override
                public void visitMethodInsn(int opcode, String owner, String called, String type, boolean ofInterface) {
                    if (owner.equals(door.internalName())) {
                        calls.add(called);
                    }
                    super.visitMethodInsn(opcode, owner, called, type, ofInterface);
                }
            };
        }
    }

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

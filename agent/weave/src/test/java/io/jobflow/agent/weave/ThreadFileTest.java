package io.jobflow.agent.weave;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobflow.agent.weave.plugin.Door;
import io.jobflow.agent.weave.thread.ThreadFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThreadFileTest {

    private static final String DOOR = Door.DISPATCHER.internalName();

    @Test
    void addsOneCallToEachMethodThatMatters() throws IOException {
        List<String> woven = code(ThreadFile.weave(classFileOfThread(), Door.DISPATCHER));

        assertThat(woven.stream().filter(line -> line.contains(DOOR)))
                .contains(
                        "start()V call " + DOOR + ".threadStarts",
                        "run()V call " + DOOR + ".workBegins",
                        "exit()V call " + DOOR + ".threadEnds")
                .doesNotHaveDuplicates();
    }

    @Test
    void leavesAllElseAsItWas() throws IOException {
        byte[] before = classFileOfThread();

        List<String> woven = code(ThreadFile.weave(before, Door.DISPATCHER));
        for (int index = woven.size() - 1; index >= 0; index--) {
            if (woven.get(index).contains(DOOR)) {
                assertThat(woven.get(index - 1)).endsWith(" variable " + Opcodes.ALOAD + " 0");
                woven.subList(index - 1, index + 1).clear();
            }
        }

        assertThat(woven).isEqualTo(code(before)).hasSizeGreaterThan(500);
    }

    @Test
    void keepsTheConstantsWhereTheyAre() throws IOException {
        ClassReader before = new ClassReader(classFileOfThread());
        ClassReader woven = new ClassReader(ThreadFile.weave(classFileOfThread(), Door.DISPATCHER));

        assertThat(woven.getItemCount()).isEqualTo(before.getItemCount() + 12);
        assertThat(woven.getClassName()).isEqualTo("java/lang/Thread");
        assertThat(woven.getAccess()).isEqualTo(before.getAccess());
    }

    private static byte[] classFileOfThread() throws IOException {
        try (InputStream in = ClassLoader.getSystemResourceAsStream("java/lang/Thread.class")) {
            assertThat(in).isNotNull();
            return in.readAllBytes();
        }
    }

    /** All instructions, lines, frames and variables of all methods, in order. */
    private static List<String> code(byte[] classFile) {
        List<String> code = new ArrayList<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String type,
                                    @Nullable String generic,
                                    String @Nullable [] exceptions) {
                                return new Recorder(name + type, code);
                            }
                        },
                        0);
        return code;
    }

    /** Writes down what it hears. */
    private static final class Recorder extends MethodVisitor {
        private final String method;
        private final List<String> heard;

        Recorder(String method, List<String> heard) {
            super(Opcodes.ASM9);
            this.method = method;
            this.heard = heard;
        }

        private void heard(String what) {
            heard.add(method + " " + what);
        }

        @Override
        public void visitInsn(int opcode) {
            heard("" + opcode);
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            heard("variable " + opcode + " " + variable);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String type) {
            heard("field " + opcode + " " + owner + "." + name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String type, boolean ofInterface) {
            heard("call " + owner + "." + name);
        }

        @Override
        public void visitJumpInsn(int opcode, Label to) {
            heard("jump " + opcode);
        }

        @Override
        public void visitLineNumber(int line, Label at) {
            heard("line " + line);
        }

        @Override
        public void visitFrame(
                int type, int locals, Object @Nullable [] local, int stacked, Object @Nullable [] stack) {
            heard("frame " + type + Arrays.toString(local) + stacked);
        }

        @Override
        public void visitLocalVariable(
                String name, String type, @Nullable String generic, Label from, Label to, int index) {
            heard("local " + name + " " + index);
        }
    }
}

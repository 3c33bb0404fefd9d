package io.jobflow.agent.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class SlimClassesTest {

    @Test
    void keepsLineNumbersAndDropsTheNamesOfLocalVariables() throws IOException {
        byte[] classFile = ownClassFile();

        assertThat(said(classFile)).contains("line", "variable");
        assertThat(said(SlimClasses.slim(classFile))).contains("line").doesNotContain("variable");
    }

    private static byte[] ownClassFile() throws IOException {
        try (InputStream in = SlimClassesTest.class.getResourceAsStream("SlimClassesTest.class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    private static List<String> said(byte[] classFile) {
        List<String> said = new ArrayList<>();
        new ClassReader(classFile).accept(new Debugger(said), 0);
        return said;
    }

    /** Notes what a debugger would find. */
    private static final class Debugger extends ClassVisitor {
        private final List<String> said;

        Debugger(List<String> said) {
            super(Opcodes.ASM9);
            this.said = said;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    said.add("line");
                }

                @Override
                public void visitLocalVariable(
                        String name, String descriptor, String signature, Label start, Label end, int index) {
                    said.add("variable");
                }
            };
        }
    }
}

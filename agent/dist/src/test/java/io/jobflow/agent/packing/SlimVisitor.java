package io.jobflow.agent.packing;

import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Copies a class without what {@link SlimClasses} takes out. */
final class SlimVisitor extends ClassVisitor {

    SlimVisitor(ClassVisitor copy) {
        super(Opcodes.ASM9, copy);
    }

    /** Annotations that nothing reads at run time: Kotlin's metadata, Byte Buddy's for its own build, and for nulls. */
    private static boolean isForCompilers(String descriptor) {
        return descriptor.contains("kotlin/Metadata")
                || descriptor.contains("/build/HashCodeAndEqualsPlugin$")
                || descriptor.contains("/build/AccessControllerPlugin$")
                || descriptor.contains("org/jetbrains/annotations/");
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        return isForCompilers(descriptor) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public void visitSource(String source, @Nullable String debug) {
        super.visitSource(source, null);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        return new Method(super.visitMethod(access, name, descriptor, signature, exceptions));
    }

    private static final class Method extends MethodVisitor {

        Method(MethodVisitor copy) {
            super(Opcodes.ASM9, copy);
        }

        @Override
        public void visitLocalVariable(
                String name, String descriptor, @Nullable String signature, Label start, Label end, int index) {
            // left out
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return isForCompilers(descriptor) ? null : super.visitAnnotation(descriptor, visible);
        }

        @Override
        public @Nullable AnnotationVisitor visitParameterAnnotation(int parameter, String descriptor, boolean visible) {
            return isForCompilers(descriptor) ? null : super.visitParameterAnnotation(parameter, descriptor, visible);
        }
    }
}

package io.jobflow.agent.weave.thread;

import io.jobflow.agent.weave.plugin.Door;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.OpenedClassReader;

/**
 * Puts a call of the door where a virtual thread has done its work, and its handler has heard what it died of, but is
 * still on its carrier: right before it closes its scopes. At the method's end it may have left the carrier already.
 */
final class VirtualThreadEnd implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {

    private static final int MORE_STACK = 1;

    private final Door door;

    VirtualThreadEnd(Door door) {
        this.door = door;
    }

    @Override
    public MethodVisitor wrap(
            TypeDescription type,
            MethodDescription method,
            MethodVisitor code,
            Implementation.Context context,
            TypePool pool,
            int writerFlags,
            int readerFlags) {
        return new Calls(code);
    }

    /** The code of the method. */
    private final class Calls extends MethodVisitor {

        Calls(MethodVisitor code) {
            super(OpenedClassReader.ASM_API, code);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            if (owner.endsWith("/StackableScope") && name.equals("popAll")) {
                visitVarInsn(Opcodes.ALOAD, 0);
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, door.internalName(), "threadEnds", "(Ljava/lang/Object;)V", false);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(stack + MORE_STACK, locals);
        }
    }
}

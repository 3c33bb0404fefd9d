package io.jobflow.agent.weave.pool;

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
 * Puts calls of the door into the loop of a pool's worker: right before it runs its work, and right before it says that it
 * has. Advice cannot, since the work is a local variable there, and the pool's own methods around it may be overridden. No
 * frame and no local variable is added, so that stack traces stay as they are.
 */
final class WorkerLoop implements AsmVisitorWrapper.ForDeclaredMethods.MethodVisitorWrapper {

    private static final int MORE_STACK = 2;

    private final Door door;

    WorkerLoop(Door door) {
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

    /** The code of the loop. */
    private final class Calls extends MethodVisitor {

        Calls(MethodVisitor code) {
            super(OpenedClassReader.ASM_API, code);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean ofInterface) {
            if (owner.equals("java/lang/Runnable") && name.equals("run")) {
                visitInsn(Opcodes.DUP);
                callDoor("workBegins");
            } else if (name.equals("afterExecute")) {
                visitInsn(Opcodes.DUP2);
                visitInsn(Opcodes.POP); // what was thrown
                callDoor("workEnds");
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, ofInterface);
        }

        private void callDoor(String method) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, door.internalName(), method, "(Ljava/lang/Object;)V", false);
        }

        @Override
        public void visitMaxs(int stack, int locals) {
            super.visitMaxs(stack + MORE_STACK, locals);
        }
    }
}

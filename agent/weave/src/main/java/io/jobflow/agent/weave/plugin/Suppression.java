package io.jobflow.agent.weave.plugin;

import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What becomes of a throwable that advice threw: the door is told of it and the site, and it goes no further. */
final class Suppression extends StackManipulation.AbstractBase {

    private static final Size THROWABLE_IN_SITE_BESIDE_IT = new Size(-1, 1);

    private final Door door;
    private final String site;

    Suppression(Door door, String site) {
        this.door = door;
        this.site = site;
    }

    @Override
    public Size apply(MethodVisitor code, Implementation.Context context) {
        code.visitLdcInsn(site);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                door.internalName(),
                "suppressed",
                "(Ljava/lang/Throwable;Ljava/lang/String;)V",
                false);
        return THROWABLE_IN_SITE_BESIDE_IT;
    }
}

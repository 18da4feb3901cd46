package dev.lastack.instrument.weave;

import dev.lastack.instrument.weave.HookCall.Point;
import dev.lastack.instrument.weave.MethodPattern.Declared;
import java.util.List;
import java.util.Objects;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Writes one method with its hooks in it. Adds no local variable and, but for the handler of exceptions, no branch: what
 * the hook is given goes over the operand stack, so all frames of the method stay as the compiler wrote them.
 *
 * <p>A hook is given an argument as it is when it is called: the method may have assigned to its parameter, as {@code
 * Net.connect} does to give an address its scope. Its slot is the parameter's for the whole method in all that javac
 * makes, so the type stays.
 */
final class HookedMethod extends MethodVisitor {

    /** The first class file version with stack map frames, of Java 6. */
    private static final int FRAMES = 50;

    private static final String THROWABLE = "java/lang/Throwable";

    private final String owner;
    private final int classVersion;
    private final Declared method;
    private final ClassShape shape;
    private final List<HookCall> onEnter;
    private final List<HookCall> onReturn;
    private final List<HookCall> onThrow;
    private final Label start = new Label();

    HookedMethod(MethodVisitor next, String owner, int classVersion, Declared method, ClassShape shape, Hook hook) {
        super(Opcodes.ASM9, next);
        this.owner = owner;
        this.classVersion = classVersion;
        this.method = method;
        this.shape = shape;
        this.onEnter = hook.at(Point.ENTER);
        this.onReturn = hook.at(Point.RETURN);
        this.onThrow = hook.at(Point.THROW);
        if (method.isConstructor() && !onThrow.isEmpty()) {
            throw new IllegalArgumentException("what leaves a constructor cannot be caught: " + hook.name());
        }
    }

    @Override
    public void visitCode() {
        super.visitCode();
        call(onEnter, Type.VOID_TYPE);
        if (!onThrow.isEmpty()) {
            super.visitLabel(start);
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            call(onReturn, method.returned());
        }
        super.visitInsn(opcode);
    }

    /** The handler comes last in the table, so that those of the method itself go before it. */
    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        if (!onThrow.isEmpty()) {
            Label handler = new Label();
            super.visitLabel(handler);
            super.visitTryCatchBlock(start, handler, handler, THROWABLE);
            if ((classVersion & 0xffff) >= FRAMES) {
                Object[] locals = locals();
                super.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {THROWABLE});
            }
            call(onThrow, Type.getObjectType(THROWABLE));
            super.visitInsn(Opcodes.ATHROW);
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    /** Of the whole method: itself and its parameters. */
    private Object[] locals() {
        Type[] parameters = method.parameters();
        int self = method.isStatic() ? 0 : 1;
        Object[] locals = new Object[self + parameters.length];
        if (self == 1) {
            locals[0] = owner;
        }
        for (int i = 0; i < parameters.length; i++) {
            locals[self + i] = verified(parameters[i]);
        }
        return locals;
    }

    private static Object verified(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> Opcodes.INTEGER;
            case Type.FLOAT -> Opcodes.FLOAT;
            case Type.LONG -> Opcodes.LONG;
            case Type.DOUBLE -> Opcodes.DOUBLE;
            default -> type.getInternalName();
        };
    }

    private void call(List<HookCall> calls, Type outcome) {
        for (HookCall call : calls) {
            call(call, outcome);
        }
    }

    /** @param outcome of what lies on the stack: void where nothing does */
    private void call(HookCall call, Type outcome) {
        String descriptor = HookDescriptors.of(call);
        Type[] taken = Type.getArgumentTypes(descriptor);
        for (int i = 0; i < taken.length; i++) {
            load(call.values().get(i), taken[i], outcome);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(call.hooks()), call.hook(), descriptor, false);
    }

    private void load(Value value, Type taken, Type outcome) {
        if (value instanceof Value.Self) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
        } else if (value instanceof Value.Argument argument) {
            super.visitVarInsn(taken.getOpcode(Opcodes.ILOAD), slot(argument.index()));
        } else if (value instanceof Value.Field field) {
            load(field.name(), Objects.requireNonNull(shape.field(field.name())));
        } else if (value instanceof Value.FlagField field) {
            load(field);
        } else if (value instanceof Value.Outcome) {
            super.visitInsn(outcome.getSize() == 2 ? Opcodes.DUP2 : Opcodes.DUP);
            if (taken.getSort() == Type.LONG && outcome.getSort() == Type.INT) {
                super.visitInsn(Opcodes.I2L);
            }
        } else if (value instanceof Value.Flag flag) {
            load(flag.value());
        } else if (value instanceof Value.Text text) {
            super.visitLdcInsn(text.value());
        }
    }

    private void load(Value.FlagField field) {
        String descriptor = shape.field(field.name());
        if (descriptor == null) {
            load(field.absent());
        } else {
            load(field.name(), descriptor);
        }
    }

    private void load(String field, String descriptor) {
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitFieldInsn(Opcodes.GETFIELD, owner, field, descriptor);
    }

    private void load(boolean value) {
        super.visitInsn(value ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
    }

    private int slot(int argument) {
        int slot = method.isStatic() ? 0 : 1;
        Type[] parameters = method.parameters();
        for (int i = 0; i < argument; i++) {
            slot += parameters[i].getSize();
        }
        return slot;
    }
}

package io.tuplewatch.agent.instrument;

import java.util.Map;
import net.bytebuddy.jar.asm.AnnotationVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import net.bytebuddy.jar.asm.TypePath;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a method's body in the two calls of a {@link Hook}:
 *
 * <pre>
 *   Object handle = null;
 *   try { handle = before(..); } catch (Throwable ignored) {}
 *   try {
 *     body, each "return x" as "returned = x; goto exit"
 *   } catch (Throwable thrown) {
 *     try { after(handle, .., thrown); } catch (Throwable ignored) {}
 *     throw thrown;
 *   }
 *   exit:
 *   try { after(handle, .., null); } catch (Throwable ignored) {}
 *   return returned;
 * </pre>
 *
 * Nothing that goes wrong in a call reaches the method. A hook without {@code after} leaves the
 * method's variables and its exceptions alone.
 */
final class HookedMethod extends MethodVisitor {

  private static final String THROWABLE = "java/lang/Throwable";

  private final MethodFrame frame;
  private final Map<String, String> fieldDescriptors;
  private final @Nullable Call before;
  private final @Nullable Call after;
  private final Label bodyStart = new Label();
  private final Label exit = new Label();
  private int stack;

  /**
   * @param fieldDescriptors of the fields that the class declares
   */
  HookedMethod(
      @Nullable MethodVisitor next,
      MethodFrame frame,
      Map<String, String> fieldDescriptors,
      Hook hook) {
    super(Opcodes.ASM9, next);
    this.frame = frame;
    this.fieldDescriptors = fieldDescriptors;
    this.before = hook.before();
    this.after = hook.after();
  }

  @Override
  public void visitCode() {
    mv.visitCode();
    if (after != null) {
      mv.visitInsn(Opcodes.ACONST_NULL);
      mv.visitVarInsn(Opcodes.ASTORE, frame.handleSlot());
    }
    if (before != null) {
      call(before, false, false);
    }
    if (after != null) {
      if (before == null) {
        mv.visitInsn(Opcodes.NOP);
      }
      mv.visitLabel(bodyStart);
    }
  }

  @Override
  public void visitInsn(int opcode) {
    boolean returns = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (!returns || after == null) {
      mv.visitInsn(opcode);
      return;
    }
    if (opcode != Opcodes.RETURN) {
      mv.visitVarInsn(frame.returned().getOpcode(Opcodes.ISTORE), frame.returnedSlot());
    }
    mv.visitJumpInsn(Opcodes.GOTO, exit);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (after != null) {
      Label bodyEnd = new Label();
      mv.visitLabel(bodyEnd);
      mv.visitTryCatchBlock(bodyStart, bodyEnd, bodyEnd, THROWABLE);
      thrown(after);
      returned(after);
    }
    // Besides the operands: a returned value, or what a guard has caught.
    mv.visitMaxs(Math.max(maxStack, stack + 2), maxLocals + (after == null ? 0 : frame.ownSlots()));
  }

  private void thrown(Call after) {
    emitFrame(frame.locals(true, false, false), frame.throwableOnStack());
    mv.visitVarInsn(Opcodes.ASTORE, frame.thrownSlot());
    call(after, true, false);
    mv.visitVarInsn(Opcodes.ALOAD, frame.thrownSlot());
    mv.visitInsn(Opcodes.ATHROW);
  }

  private void returned(Call after) {
    mv.visitLabel(exit);
    emitFrame(frame.locals(true, false, true), frame.emptyStack());
    call(after, false, true);
    if (frame.returned().getSort() != Type.VOID) {
      mv.visitVarInsn(frame.returned().getOpcode(Opcodes.ILOAD), frame.returnedSlot());
    }
    mv.visitInsn(frame.returned().getOpcode(Opcodes.IRETURN));
  }

  /** A guarded call; afterwards one instruction is there, so that another frame may follow. */
  private void call(Call call, boolean hasThrown, boolean hasReturned) {
    Object[] locals = frame.locals(after != null, hasThrown, hasReturned);
    Label start = new Label();
    Label end = new Label();
    Label caught = new Label();
    Label done = new Label();
    mv.visitTryCatchBlock(start, end, caught, THROWABLE);
    mv.visitLabel(start);
    for (Operand operand : call.operands()) {
      load(operand, hasThrown, hasReturned);
    }
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, call.owner(), call.name(), call.descriptor(), false);
    if (call.returnsHandle()) {
      mv.visitVarInsn(Opcodes.ASTORE, frame.handleSlot());
    }
    mv.visitLabel(end);
    mv.visitJumpInsn(Opcodes.GOTO, done);
    mv.visitLabel(caught);
    emitFrame(locals, frame.throwableOnStack());
    mv.visitInsn(Opcodes.POP);
    mv.visitLabel(done);
    emitFrame(locals, frame.emptyStack());
    mv.visitInsn(Opcodes.NOP);
    stack = Math.max(stack, 2 * call.operands().size());
  }

  private void load(Operand operand, boolean hasThrown, boolean hasReturned) {
    switch (operand.kind()) {
      case THIS:
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        break;
      case ARGUMENT:
        int slot = frame.argumentSlot(operand.index());
        mv.visitVarInsn(frame.argument(operand.index()).getOpcode(Opcodes.ILOAD), slot);
        break;
      case FIELD:
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        mv.visitFieldInsn(
            Opcodes.GETFIELD, frame.owner(), operand.name(), fieldDescriptor(operand));
        break;
      case HANDLE:
        mv.visitVarInsn(Opcodes.ALOAD, frame.handleSlot());
        break;
      case THROWN:
        if (hasThrown) {
          mv.visitVarInsn(Opcodes.ALOAD, frame.thrownSlot());
        } else {
          mv.visitInsn(Opcodes.ACONST_NULL);
        }
        break;
      case RETURNED:
        if (hasReturned) {
          mv.visitVarInsn(frame.returned().getOpcode(Opcodes.ILOAD), frame.returnedSlot());
        } else {
          boolean isObject = frame.returned().getSort() >= Type.ARRAY;
          mv.visitInsn(isObject ? Opcodes.ACONST_NULL : Opcodes.ICONST_0);
        }
        break;
    }
  }

  private String fieldDescriptor(Operand field) {
    String descriptor =
        field.descriptor() == null ? fieldDescriptors.get(field.name()) : field.descriptor();
    if (descriptor == null) {
      throw new IllegalStateException(frame.owner() + " declares no field " + field.name());
    }
    return descriptor;
  }

  private void emitFrame(Object[] locals, Object[] stack) {
    mv.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
  }

  @Override
  public void visitFrame(
      int type, int localCount, Object[] locals, int stackCount, Object[] stack) {
    if (after == null) {
      mv.visitFrame(type, localCount, locals, stackCount, stack);
    } else {
      Object[] moved = frame.moved(localCount, locals);
      mv.visitFrame(type, moved.length, moved, stackCount, stack);
    }
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    mv.visitVarInsn(opcode, moved(slot));
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    mv.visitIincInsn(moved(slot), increment);
  }

  @Override
  public void visitLocalVariable(
      String name,
      String descriptor,
      @Nullable String signature,
      Label start,
      Label end,
      int slot) {
    mv.visitLocalVariable(name, descriptor, signature, start, end, moved(slot));
  }

  @Override
  public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
      int typeRef,
      @Nullable TypePath typePath,
      Label[] start,
      Label[] end,
      int[] slots,
      String descriptor,
      boolean visible) {
    int[] moved = slots.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] = moved(moved[i]);
    }
    return mv.visitLocalVariableAnnotation(
        typeRef, typePath, start, end, moved, descriptor, visible);
  }

  private int moved(int slot) {
    return after == null ? slot : frame.moved(slot);
  }
}

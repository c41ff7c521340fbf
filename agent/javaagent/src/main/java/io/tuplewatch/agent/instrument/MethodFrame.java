package io.tuplewatch.agent.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * The local variables of a hooked method: its own {@code this} and arguments, then three of ours
 * (the handle, what it throws, what it returns), then its other variables, moved up. Stack map
 * frames say so to the verifier; in ours, every argument has its declared type, as in any frame
 * that javac writes.
 */
final class MethodFrame {

  private static final Object[] NO_STACK = {};
  private static final Object[] THROWABLE_ON_STACK = {"java/lang/Throwable"};

  private final String owner;
  private final Type[] arguments;
  private final Type returned;
  private final boolean isStatic;
  private final int argumentSlots;

  MethodFrame(String owner, int access, String descriptor) {
    this.owner = owner;
    this.arguments = Type.getArgumentTypes(descriptor);
    this.returned = Type.getReturnType(descriptor);
    this.isStatic = (access & Opcodes.ACC_STATIC) != 0;
    int slots = isStatic ? 0 : 1;
    for (Type argument : arguments) {
      slots += argument.getSize();
    }
    this.argumentSlots = slots;
  }

  String owner() {
    return owner;
  }

  Type argument(int index) {
    return arguments[index];
  }

  Type returned() {
    return returned;
  }

  int argumentSlot(int index) {
    int slot = isStatic ? 0 : 1;
    for (int i = 0; i < index; i++) {
      slot += arguments[i].getSize();
    }
    return slot;
  }

  int handleSlot() {
    return argumentSlots;
  }

  int thrownSlot() {
    return argumentSlots + 1;
  }

  int returnedSlot() {
    return argumentSlots + 2;
  }

  int ownSlots() {
    return 2 + returned.getSize();
  }

  /** Where the method's variable of this slot has moved to. */
  int moved(int slot) {
    return slot < argumentSlots ? slot : slot + ownSlots();
  }

  /** A frame of the method's own, with our variables in between; nothing but the handle is set. */
  Object[] moved(int count, Object[] locals) {
    List<Object> moved = new ArrayList<Object>();
    int slots = 0;
    int next = 0;
    while (slots < argumentSlots && next < count) {
      Object local = locals[next++];
      moved.add(local);
      slots += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
    }
    while (slots < argumentSlots) {
      moved.add(Opcodes.TOP);
      slots++;
    }
    addOwn(moved, false, false);
    moved.addAll(Arrays.asList(locals).subList(next, count));
    return moved.toArray();
  }

  /** {@code this} and the arguments, and ours as far as they are set. */
  Object[] locals(boolean withHandle, boolean withThrown, boolean withReturned) {
    List<Object> locals = new ArrayList<Object>();
    if (!isStatic) {
      locals.add(owner);
    }
    for (Type argument : arguments) {
      locals.add(verificationType(argument));
    }
    if (withHandle) {
      addOwn(locals, withThrown, withReturned);
    }
    return locals.toArray();
  }

  Object[] emptyStack() {
    return NO_STACK.clone();
  }

  Object[] throwableOnStack() {
    return THROWABLE_ON_STACK.clone();
  }

  private void addOwn(List<Object> locals, boolean withThrown, boolean withReturned) {
    locals.add("java/lang/Object");
    locals.add(withThrown ? "java/lang/Throwable" : Opcodes.TOP);
    if (withReturned && returned.getSize() > 0) {
      locals.add(verificationType(returned));
    } else {
      for (int i = 0; i < returned.getSize(); i++) {
        locals.add(Opcodes.TOP);
      }
    }
  }

  private static Object verificationType(Type type) {
    switch (type.getSort()) {
      case Type.LONG:
        return Opcodes.LONG;
      case Type.DOUBLE:
        return Opcodes.DOUBLE;
      case Type.FLOAT:
        return Opcodes.FLOAT;
      case Type.ARRAY:
      case Type.OBJECT:
        return type.getInternalName();
      default:
        return Opcodes.INTEGER;
    }
  }
}

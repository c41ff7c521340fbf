package io.tuplewatch.agent.instrument;

import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Type;

/**
 * A call that woven code makes: a public static method of a boot class, and what it is given.
 * Immutable.
 */
final class Call {

  private final Method method;
  private final List<Operand> operands;

  private Call(Method method, List<Operand> operands) {
    this.method = method;
    this.operands = operands;
  }

  /**
   * @param method the name of the boot class's only public method of that name
   */
  static Call to(Class<?> bootClass, String method, Operand... operands) {
    for (Method candidate : bootClass.getMethods()) {
      if (candidate.getName().equals(method)) {
        if (candidate.getParameterTypes().length != operands.length) {
          throw new IllegalArgumentException(candidate + " takes another number of operands");
        }
        return new Call(candidate, Arrays.asList(operands));
      }
    }
    throw new IllegalArgumentException(bootClass + " has no " + method);
  }

  String owner() {
    return Type.getInternalName(method.getDeclaringClass());
  }

  String name() {
    return method.getName();
  }

  String descriptor() {
    return Type.getMethodDescriptor(method);
  }

  boolean returnsHandle() {
    return method.getReturnType() != void.class;
  }

  List<Operand> operands() {
    return operands;
  }

  boolean readsDescriptor() {
    for (Operand operand : operands) {
      if (Type.getDescriptor(FileDescriptor.class).equals(operand.descriptor())) {
        return true;
      }
    }
    return false;
  }
}

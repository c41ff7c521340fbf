package io.tuplewatch.agent.instrument;

import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Which method of which class calls what, before and after its body. A class or method that a JDK
 * or a library does not have is simply not hooked. Where a signature differs between JDKs, the
 * match is by name and one argument, or the number of arguments.
 */
final class Hook {

  private final String className;
  private final String methodName;
  private int argumentCount = -1;
  private int typedArgument = -1;
  private String argumentType = "";
  private @Nullable Call before;
  private @Nullable Call after;

  private Hook(String className, String methodName) {
    this.className = className;
    this.methodName = methodName;
  }

  /**
   * @param className with dots
   */
  static Hook on(String className, String methodName) {
    return new Hook(className, methodName);
  }

  Hook withArguments(int count) {
    argumentCount = count;
    return this;
  }

  Hook withArgument(int index, Class<?> type) {
    typedArgument = index;
    argumentType = Type.getDescriptor(type);
    return this;
  }

  /** The call before the body; may return a handle if there is one after it. */
  Hook before(Call call) {
    before = call;
    return this;
  }

  /** The call after the body, whether it returns or throws. */
  Hook after(Call call) {
    after = call;
    return this;
  }

  String className() {
    return className;
  }

  String methodName() {
    return methodName;
  }

  @Nullable Call before() {
    return before;
  }

  @Nullable Call after() {
    return after;
  }

  /** Whether objects of the class hold a descriptor that a call is given, and so are sockets. */
  boolean readsDescriptor() {
    return (before != null && before.readsDescriptor())
        || (after != null && after.readsDescriptor());
  }

  boolean matches(String name, String descriptor) {
    if (!name.equals(methodName)) {
      return false;
    }
    Type[] arguments = Type.getArgumentTypes(descriptor);
    return (argumentCount < 0 || arguments.length == argumentCount)
        && (typedArgument < 0
            || (arguments.length > typedArgument
                && arguments[typedArgument].getDescriptor().equals(argumentType)));
  }
}

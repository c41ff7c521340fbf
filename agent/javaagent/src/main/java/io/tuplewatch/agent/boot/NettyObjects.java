package io.tuplewatch.agent.boot;

import java.io.FileDescriptor;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Asks Netty's objects, of whatever package and class loader, what their public methods tell. The
 * methods found are kept in the asked class itself, so that no class loader is held by us.
 * Thread-safe.
 */
final class NettyObjects {

  private static final Question NUMBER = new Question("intValue");
  private static final Question SOCKET = new Question("fd");
  private static final Question CONFIGURATION = new Question("config");
  private static final Question CONNECT_TIMEOUT = new Question("getConnectTimeoutMillis");

  private NettyObjects() {}

  /** The descriptor of this native socket, in the JDK's form, to ask the kernel with. */
  static FileDescriptor descriptor(Object socket) throws ReflectiveOperationException {
    return Descriptors.ofNumber((Integer) NUMBER.ask(socket));
  }

  /** The native socket of this channel. */
  static Object socket(Object channel) throws ReflectiveOperationException {
    return SOCKET.ask(channel);
  }

  /** The connect timeout this channel is configured with, in ms; 0 = none. */
  static long connectTimeoutMillis(Object channel) throws ReflectiveOperationException {
    return (Integer) CONNECT_TIMEOUT.ask(CONFIGURATION.ask(channel));
  }

  /** A public method without arguments, looked for once in each class. */
  private static final class Question extends ClassValue<Method> {
    private final String name;

    Question(String name) {
      this.name = name;
    }

    Object ask(Object asked) throws ReflectiveOperationException {
      Method method = get(asked.getClass());
      Object answer = method == null ? null : method.invoke(asked);
      if (answer == null) {
        throw new NoSuchMethodException(asked.getClass().getName() + "." + name);
      }
      return answer;
    }

    @Override
    protected @Nullable Method computeValue(Class<?> type) {
      try {
        return accessible(type.getMethod(name));
      } catch (NoSuchMethodException e) {
        return null;
      }
    }

    /** Public, but of a class that may not be. */
    private static Method accessible(Method method) {
      try {
        method.setAccessible(true);
      } catch (RuntimeException e) {
        AgentLog.detail("as it is: " + method + ": " + e);
      }
      return method;
    }
  }
}

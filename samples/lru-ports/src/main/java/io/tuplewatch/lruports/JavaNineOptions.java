package io.tuplewatch.lruports;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those methods of {@link Socket} that came with Java 9, for code that runs on Java 8, too. */
final class JavaNineOptions {

  private JavaNineOptions() {}

  static void set(Socket socket, SocketOption<?> name, @Nullable Object value) throws IOException {
    call(socket, "setOption", new Class<?>[] {SocketOption.class, Object.class}, name, value);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T get(Socket socket, SocketOption<T> name) throws IOException {
    return (T) call(socket, "getOption", new Class<?>[] {SocketOption.class}, name);
  }

  @SuppressWarnings("unchecked")
  static Set<SocketOption<?>> supported(Socket socket) {
    try {
      return (Set<SocketOption<?>>) call(socket, "supportedOptions", new Class<?>[0]);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object call(
      Socket socket, String name, Class<?>[] types, @Nullable Object... arguments)
      throws IOException {
    try {
      Method method = Socket.class.getMethod(name, types);
      return method.invoke(socket, arguments);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      if (cause instanceof IOException) {
        throw (IOException) cause;
      }
      if (cause instanceof RuntimeException) {
        throw (RuntimeException) cause;
      }
      throw new IllegalStateException(cause);
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException("of Java 9: Socket." + name, e);
    }
  }
}

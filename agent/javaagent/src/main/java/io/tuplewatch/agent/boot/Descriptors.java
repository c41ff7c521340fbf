package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the kernel about an open socket descriptor, through the JDK's own {@code
 * sun.nio.ch.Net}, since no public class answers them for a bare descriptor. None of them blocks.
 * Thread-safe.
 */
final class Descriptors {

  // Values of poll(2) on Linux, the same on every architecture but SPARC.
  private static final int POLLIN = 0x1;
  private static final int POLLERR = 0x8;
  private static final int POLLHUP = 0x10;
  private static final int POLLRDHUP = 0x2000;

  private static final @Nullable Method LOCAL_ADDRESS =
      method("localAddress", FileDescriptor.class);
  private static final @Nullable Method POLL =
      method("poll", FileDescriptor.class, int.class, long.class);

  private Descriptors() {}

  /** Whether this JDK lets us ask; if not, no source port can be recorded. */
  static boolean canAskLocalAddress() {
    return LOCAL_ADDRESS != null;
  }

  /** getsockname(2); null if the kernel does not say. Must not be called after the pre-close. */
  static @Nullable InetSocketAddress localAddress(FileDescriptor fd) {
    Object answer = LOCAL_ADDRESS == null ? null : ask(LOCAL_ADDRESS, fd);
    return answer instanceof InetSocketAddress ? (InetSocketAddress) answer : null;
  }

  /**
   * Which side has ended the connection so far, if this side were to end it now. One poll(2) with
   * no timeout: a reset leaves ERR or HUP, the peer's FIN leaves RDHUP, and IN alone is unread
   * data.
   */
  static ClosedBy closingSide(FileDescriptor fd) {
    Object answer = POLL == null ? null : ask(POLL, fd, POLLIN | POLLRDHUP, 0L);
    return answer instanceof Integer ? closingSide((Integer) answer) : ClosedBy.UNKNOWN;
  }

  static ClosedBy closingSide(int pollAnswer) {
    if ((pollAnswer & (POLLERR | POLLHUP)) != 0) {
      return ClosedBy.RESET;
    }
    if ((pollAnswer & POLLRDHUP) != 0) {
      return ClosedBy.REMOTE;
    }
    return (pollAnswer & POLLIN) != 0 ? ClosedBy.LOCAL_WITH_UNREAD_DATA : ClosedBy.LOCAL;
  }

  private static @Nullable Object ask(Method question, Object... arguments) {
    try {
      return question.invoke(null, arguments);
    } catch (IllegalAccessException e) {
      return null;
    } catch (InvocationTargetException e) {
      return null;
    }
  }

  private static @Nullable Method method(String name, Class<?>... parameters) {
    try {
      Method method =
          Class.forName("sun.nio.ch.Net", true, null).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException e) {
      return null;
    } catch (RuntimeException e) {
      return null;
    }
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import java.io.FileDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the kernel about an open socket descriptor, through the JDK's own {@code
 * sun.nio.ch.Net}, since no public class answers them for a bare descriptor. None of them blocks.
 * Thread-safe.
 */
final class Descriptors {

  // Linux: include/uapi/asm-generic/socket.h, include/uapi/linux/tcp.h, include/net/tcp_states.h
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_MAXSEG = 2;
  private static final int TCP_INFO = 11;

  /** What a socket has before the kernel makes a SYN for it: TCP_MSS_DEFAULT, include/net/tcp.h. */
  private static final int NO_MSS_YET = 536;

  private static final int TCP_ESTABLISHED = 1;
  private static final int TCP_FIN_WAIT1 = 4;
  private static final int TCP_FIN_WAIT2 = 5;
  private static final int TCP_CLOSE = 7;
  private static final int TCP_CLOSE_WAIT = 8;
  private static final int TCP_LAST_ACK = 9;
  private static final int TCP_CLOSING = 11;

  // Linux: include/uapi/asm-generic/poll.h
  private static final int POLLIN = 0x1;
  private static final int POLLERR = 0x8;
  private static final int POLLHUP = 0x10;
  private static final int POLLRDHUP = 0x2000;

  private static final @Nullable Method LOCAL_ADDRESS = ofNet("localAddress", FileDescriptor.class);
  private static final @Nullable Method GET_OPTION =
      ofNet("getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
  private static final @Nullable Method POLL =
      ofNet("poll", FileDescriptor.class, int.class, long.class);

  /** Since JDK 13. */
  private static final @Nullable Method AVAILABLE = ofNet("available", FileDescriptor.class);

  /** Where every SO_LINGER of the JDK's own sockets is set, from 13 on. */
  private static final @Nullable Method SET_OPTION =
      ofNet(
          "setSocketOption",
          FileDescriptor.class,
          ProtocolFamily.class,
          SocketOption.class,
          Object.class);

  private static final @Nullable Method NEW_DESCRIPTOR =
      method("sun.nio.ch.IOUtil", "newFD", int.class);

  private static final @Nullable Method ERROR_TEXT =
      method("sun.nio.fs.UnixNativeDispatcher", "strerror", int.class);

  private static volatile boolean lingerMayBeSet = true;

  private Descriptors() {}

  /** No socket has SO_LINGER yet, and who sets it will say so: {@link #lingerMayBeSet}. */
  static void noLingerYet() {
    lingerMayBeSet = SET_OPTION == null;
  }

  /** From here on it is asked for at each close that this side begins. */
  static void lingerMayBeSet() {
    lingerMayBeSet = true;
  }

  /** The JDK's form of a descriptor that another library has opened. Closes nothing, ever. */
  static FileDescriptor ofNumber(int number) {
    Object answer = ask(NEW_DESCRIPTOR, number);
    return answer instanceof FileDescriptor ? (FileDescriptor) answer : new FileDescriptor();
  }

  /** Whether this JDK lets us ask; if not, no source port can be recorded. */
  static boolean canAskLocalAddress() {
    return LOCAL_ADDRESS != null;
  }

  /**
   * getsockname(2); null if the kernel does not say. After the pre-close the answer is meaningless:
   * where that may have come, {@link #isTcp} must be asked afterwards.
   */
  static @Nullable InetSocketAddress localAddress(FileDescriptor fd) {
    Object answer = ask(LOCAL_ADDRESS, fd);
    return answer instanceof InetSocketAddress ? (InetSocketAddress) answer : null;
  }

  /** Whether the descriptor is still the TCP socket, not the marker that a pre-close puts there. */
  static boolean isTcp(FileDescriptor fd) {
    return tcpState(fd) >= 0;
  }

  /**
   * Whether the kernel has made no SYN for this socket, whose connect has failed; for one that had
   * its port before, so that the port does not tell. A SYN sets the segment size, less the room of
   * its timestamps. Without timestamps (net.ipv4.tcp_timestamps 0) it stays what it was, and the
   * answer is true. Linux, net/ipv4/tcp_output.c, tcp_connect_init.
   */
  static boolean hasMadeNoSyn(FileDescriptor fd) {
    return intAnswer(ask(GET_OPTION, fd, false, IPPROTO_TCP, TCP_MAXSEG)) == NO_MSS_YET;
  }

  /** strerror(3), in this process's language; null if it cannot be asked. */
  static @Nullable String errorText(int number) {
    Object answer = ask(ERROR_TEXT, number);
    return answer instanceof byte[] ? new String((byte[]) answer, Charset.defaultCharset()) : null;
  }

  /**
   * Which side has ended the connection so far, if this side were to end it now: LOCAL, REMOTE,
   * RESET or UNKNOWN. The TCP state tells, and nothing the application does to its own side, such
   * as shutting down its input, changes it. But once our FIN and the peer's have passed, the state
   * is CLOSE as after a reset, so it must be asked before.
   */
  static ClosedBy closingSide(FileDescriptor fd) {
    return closingSide(tcpState(fd));
  }

  static ClosedBy closingSide(int tcpState) {
    switch (tcpState) {
      case TCP_ESTABLISHED:
      case TCP_FIN_WAIT1:
      case TCP_FIN_WAIT2:
      case TCP_CLOSING:
        return ClosedBy.LOCAL;
      case TCP_CLOSE_WAIT:
      case TCP_LAST_ACK:
        return ClosedBy.REMOTE;
      case TCP_CLOSE:
        return ClosedBy.RESET;
      default:
        return ClosedBy.UNKNOWN;
    }
  }

  /**
   * Which side ends a connection that this side closes now. One poll(2) tells an open connection
   * from one whose peer has sent its FIN; what it cannot tell, the TCP state does. Linux,
   * net/ipv4/tcp.c, tcp_poll: POLLRDHUP is the peer's FIN or our own shutdownInput, POLLHUP a
   * connection that is over; without them, POLLIN is unread data.
   *
   * @param inputShutDown whether this side may have shut its input down
   */
  static ClosedBy closingSideAtClose(FileDescriptor fd, boolean inputShutDown) {
    int ready = intAnswer(ask(POLL, fd, POLLIN | POLLRDHUP, 0L));
    if (ready == 0 || ready == POLLIN) {
      return localClose(fd, ready == POLLIN);
    }
    if (ready > 0 && (ready & (POLLERR | POLLHUP)) == 0 && !inputShutDown) {
      return ClosedBy.REMOTE;
    }
    ClosedBy side = closingSide(fd);
    return side == ClosedBy.LOCAL ? localClose(fd) : side;
  }

  /** How this side, closing first, is going to close: with a FIN, or with an RST. */
  static ClosedBy localClose(FileDescriptor fd) {
    return localClose(fd, hasUnreadData(fd));
  }

  private static ClosedBy localClose(FileDescriptor fd, boolean unreadData) {
    if (lingerMayBeSet && intAnswer(ask(GET_OPTION, fd, false, SOL_SOCKET, SO_LINGER)) == 0) {
      return ClosedBy.LOCAL_RESET;
    }
    return unreadData ? ClosedBy.LOCAL_WITH_UNREAD_DATA : ClosedBy.LOCAL;
  }

  /**
   * Before JDK 13, data that came before the peer's FIN, or before our own shutdownInput, is
   * missed.
   */
  private static boolean hasUnreadData(FileDescriptor fd) {
    return AVAILABLE != null
        ? intAnswer(ask(AVAILABLE, fd)) > 0
        : intAnswer(ask(POLL, fd, POLLIN | POLLRDHUP, 0L)) == POLLIN;
  }

  /** The first byte of struct tcp_info, of which an int's worth is asked; -1 if this is not TCP. */
  private static int tcpState(FileDescriptor fd) {
    Object answer = ask(GET_OPTION, fd, false, IPPROTO_TCP, TCP_INFO);
    if (!(answer instanceof Integer)) {
      return -1;
    }
    int bytes = (Integer) answer;
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? bytes & 0xff : bytes >>> 24;
  }

  private static int intAnswer(@Nullable Object answer) {
    return answer instanceof Integer ? (Integer) answer : -1;
  }

  private static @Nullable Object ask(@Nullable Method question, Object... arguments) {
    try {
      return question == null ? null : question.invoke(null, arguments);
    } catch (IllegalAccessException e) {
      return null;
    } catch (InvocationTargetException e) {
      return null;
    }
  }

  private static @Nullable Method ofNet(String name, Class<?>... parameters) {
    return method("sun.nio.ch.Net", name, parameters);
  }

  private static @Nullable Method method(String owner, String name, Class<?>... parameters) {
    try {
      Method method = Class.forName(owner, true, null).getDeclaredMethod(name, parameters);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException e) {
      return null;
    } catch (RuntimeException e) {
      return null;
    }
  }
}

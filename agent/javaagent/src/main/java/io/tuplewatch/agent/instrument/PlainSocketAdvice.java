package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AdaptorHooks;
import io.tuplewatch.agent.boot.SocketHooks;
import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Advice for the sockets of JDK 8 to 12; see {@link ConnectAdvice} for the rules. */
final class PlainSocketAdvice {

  private PlainSocketAdvice() {}

  /** {@code AbstractPlainSocketImpl.doConnect(InetAddress, int, int)}, which calls native code. */
  static final class Connect {
    private Connect() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("fd") @Nullable FileDescriptor fd,
        @Advice.FieldValue("localport") int localPort,
        @Advice.Argument(0) InetAddress address,
        @Advice.Argument(1) int port,
        @Advice.Argument(2) int timeoutMillis) {
      Object socket =
          SocketHooks.enterConnect(
              fd, new InetSocketAddress(address, port), timeoutMillis, localPort != 0, Api.SOCKET);
      if (socket != null) {
        SocketHooks.enterKernelConnect(fd, address, port);
      }
      return socket;
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket,
        @Advice.FieldValue("fd") @Nullable FileDescriptor fd,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        if (fd != null && thrown == null) {
          SocketHooks.leaveKernelConnect(socket, fd, null);
        }
        SocketHooks.leaveConnect(socket, thrown == null, thrown);
      }
    }
  }

  /** {@code SocketAdaptor.connect(SocketAddress, int)}. */
  static final class Adaptor {
    private Adaptor() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.Argument(1) int timeoutMillis) {
      return AdaptorHooks.enterConnect(timeoutMillis);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object call, @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        AdaptorHooks.leaveConnect(call, thrown);
      }
    }
  }
}

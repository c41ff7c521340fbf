package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.SocketHooks;
import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.nio.channels.SelectableChannel;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * Advice around connecting. Copied into the JDK's methods, so each piece only hands what it sees to
 * {@link SocketHooks}, and an error in it never reaches the method.
 */
final class ConnectAdvice {

  private ConnectAdvice() {}

  /** {@code Net.connect(ProtocolFamily, FileDescriptor, InetAddress, int)}. */
  static final class Kernel {
    private Kernel() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.Argument(1) FileDescriptor fd,
        @Advice.Argument(2) InetAddress remote,
        @Advice.Argument(3) int remotePort) {
      return SocketHooks.enterKernelConnect(fd, remote, remotePort);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket,
        @Advice.Argument(1) FileDescriptor fd,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        SocketHooks.leaveKernelConnect(socket, fd, thrown);
      }
    }
  }

  /** {@code NioSocketImpl.connect(SocketAddress, int)}: {@code java.net.Socket} from JDK 13 on. */
  static final class ByNioSocketImpl {
    private ByNioSocketImpl() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue("localport") int localPort,
        @Advice.Argument(0) SocketAddress remote,
        @Advice.Argument(1) int timeoutMillis) {
      return SocketHooks.enterConnect(fd, remote, timeoutMillis, localPort != 0, Api.SOCKET);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket, @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        SocketHooks.leaveConnect(socket, thrown == null, thrown);
      }
    }
  }

  /** {@code SocketChannelImpl.connect(SocketAddress)}, in either blocking mode. */
  static final class BySocketChannel {
    private BySocketChannel() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.This SelectableChannel channel,
        @Advice.FieldValue("fd") FileDescriptor fd,
        // Of another type before JDK 16.
        @Advice.FieldValue(value = "localAddress", typing = Assigner.Typing.DYNAMIC)
            @Nullable Object localAddress,
        @Advice.Argument(0) SocketAddress remote) {
      return SocketHooks.enterConnect(
          fd,
          remote,
          0,
          localAddress != null,
          channel.isBlocking() ? Api.CHANNEL : Api.NON_BLOCKING_CHANNEL);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket,
        @Advice.Return boolean connected,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        SocketHooks.leaveConnect(socket, connected, thrown);
      }
    }
  }

  /**
   * {@code SocketChannelImpl.blockingConnect(SocketAddress, long)}: the channel's socket adaptor.
   */
  static final class BySocketAdaptor {
    private BySocketAdaptor() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(
        @Advice.FieldValue("fd") FileDescriptor fd,
        @Advice.FieldValue(value = "localAddress", typing = Assigner.Typing.DYNAMIC)
            @Nullable Object localAddress,
        @Advice.Argument(0) SocketAddress remote,
        @Advice.Argument(1) long nanos) {
      long timeoutMillis = nanos == Long.MAX_VALUE ? 0 : nanos / 1000000;
      return SocketHooks.enterConnect(fd, remote, timeoutMillis, localAddress != null, Api.CHANNEL);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket, @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        SocketHooks.leaveConnect(socket, thrown == null, thrown);
      }
    }
  }

  /** {@code SocketChannelImpl.finishConnect()}. */
  static final class FinishBySocketChannel {
    private FinishBySocketChannel() {}

    @Advice.OnMethodEnter(suppress = Throwable.class)
    static @Nullable Object enter(@Advice.FieldValue("fd") FileDescriptor fd) {
      return SocketHooks.enterFinishConnect(fd);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object socket,
        @Advice.Return boolean connected,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (socket != null) {
        SocketHooks.leaveConnect(socket, connected, thrown);
      }
    }
  }
}

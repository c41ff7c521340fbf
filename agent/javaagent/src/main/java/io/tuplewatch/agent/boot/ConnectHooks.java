package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOptions;
import java.nio.channels.SelectableChannel;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The door for {@code java.net.Socket} and {@code SocketChannel}; see {@link SocketHooks} for the
 * rules.
 */
public final class ConnectHooks {

  private ConnectHooks() {}

  /** {@code NioSocketImpl.connect(SocketAddress, int)} is entered. */
  public static @Nullable Object enterSocket(
      @Nullable FileDescriptor fd, int localPort, @Nullable SocketAddress remote, int millis) {
    return SocketHooks.enterConnect(fd, remote, millis, localPort != 0, Api.SOCKET);
  }

  /**
   * {@code AbstractPlainSocketImpl.doConnect(InetAddress, int, int)} is entered, which calls native
   * code.
   */
  public static @Nullable Object enterPlainSocket(
      @Nullable FileDescriptor fd, int localPort, InetAddress address, int port, int millis) {
    Object socket = enterSocket(fd, localPort, new InetSocketAddress(address, port), millis);
    return socket == null ? null : SocketHooks.enterKernelConnect(fd, address, port);
  }

  /** {@code AbstractPlainSocketImpl.doConnect} is left. */
  @Hidden
  @HideFrame
  public static void leavePlainSocket(
      @Nullable Object socket, @Nullable FileDescriptor fd, @Nullable Throwable thrown) {
    try {
      if (fd != null && thrown == null && socket != null) {
        ((TrackedSocket) socket).leaveForeignKernel(fd, null);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
    leave(socket, thrown);
  }

  /** {@code AbstractPlainSocketImpl.setOption(int, Object)} is entered. */
  public static void beforePlainOption(int option) {
    if (option == SocketOptions.SO_LINGER) {
      SocketHooks.beforeLinger();
    }
  }

  /**
   * {@code SocketChannelImpl.connect(SocketAddress)} is entered, in either blocking mode.
   *
   * @param localAddress null unless the application has bound the channel; without a port where the
   *     kernel is to choose it when it connects
   */
  public static @Nullable Object enterChannel(
      SelectableChannel channel,
      @Nullable FileDescriptor fd,
      @Nullable Object localAddress,
      @Nullable SocketAddress remote) {
    Api api = channel.isBlocking() ? Api.CHANNEL : Api.NON_BLOCKING_CHANNEL;
    return SocketHooks.enterConnect(fd, remote, 0, SocketHooks.hasPort(localAddress), api);
  }

  /**
   * {@code SocketChannelImpl.blockingConnect(SocketAddress, long)} is entered: the channel's socket
   * adaptor.
   */
  public static @Nullable Object enterSocketAdaptor(
      @Nullable FileDescriptor fd,
      @Nullable Object localAddress,
      @Nullable SocketAddress remote,
      long nanos) {
    long millis = nanos == Long.MAX_VALUE ? 0 : nanos / 1000000;
    boolean bound = SocketHooks.hasPort(localAddress);
    return SocketHooks.enterConnect(fd, remote, millis, bound, Api.CHANNEL);
  }

  /** A method that may complete a pending connect is entered. */
  public static @Nullable Object enterFinishConnect(@Nullable Object descriptor) {
    try {
      TrackedSocket socket = SocketHooks.tracked(descriptor);
      return socket != null && socket.enterCall() ? socket : null;
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** A method that returns nothing has connected, or thrown. */
  @Hidden
  @HideFrame
  public static void leave(@Nullable Object socket, @Nullable Throwable thrown) {
    leaveWithResult(socket, thrown == null, thrown);
  }

  /** A method that says whether the socket is connected now is left. */
  @Hidden
  @HideFrame
  public static void leaveWithResult(
      @Nullable Object socket, boolean connected, @Nullable Throwable thrown) {
    try {
      if (socket != null) {
        SocketHooks.leave((TrackedSocket) socket, connected, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The door for Netty's transports; see {@link SocketHooks} for the rules. A native socket is
 * tracked by Netty's object for its descriptor, of which only the number is asked, so nothing here
 * links to Netty.
 */
public final class NettyHooks {

  /** Linux: EINPROGRESS and EALREADY, as io_uring returns them. */
  private static final int IN_PROGRESS = -115;

  private static final int ALREADY = -114;

  private NettyHooks() {}

  /** The NIO transport's connect is entered; the JDK's channel does the rest. */
  public static @Nullable Object enterNioConnect(Object channel) {
    try {
      long timeoutMillis =
          Attachment.isRecording() ? NettyObjects.connectTimeoutMillis(channel) : 0;
      return timeoutMillis > 0 ? ConnectCall.enter(timeoutMillis, Api.NON_BLOCKING_CHANNEL) : null;
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The NIO transport's connect is left. */
  @Hidden
  @HideFrame
  public static void leaveNioConnect(
      @Nullable Object call, boolean connected, @Nullable Throwable thrown) {
    try {
      if (call != null) {
        ((ConnectCall) call).leave(connected, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** The epoll transport's connect is entered: of TCP, of UDP, of a Unix-domain socket. */
  public static @Nullable Object enterEpollConnect(
      Object channel, @Nullable Object socket, @Nullable SocketAddress remote) {
    return enterConnect(channel, socket, remote, Api.NETTY_EPOLL);
  }

  /** The io_uring transport is about to hand a connect to the kernel's ring. */
  public static @Nullable Object enterIoUringConnect(
      Object channel, @Nullable Object socket, @Nullable SocketAddress remote) {
    Object tracked = enterConnect(channel, socket, remote, Api.NETTY_IO_URING);
    return tracked == null || socket == null ? null : enterKernelConnect(socket, remote);
  }

  private static @Nullable Object enterConnect(
      Object channel, @Nullable Object socket, @Nullable SocketAddress remote, Api api) {
    try {
      if (!Attachment.isRecording() || socket == null || !(remote instanceof InetSocketAddress)) {
        return null;
      }
      FileDescriptor fd = NettyObjects.descriptor(socket);
      if (!Descriptors.isTcp(fd)) {
        return null;
      }
      long timeoutMillis = NettyObjects.connectTimeoutMillis(channel);
      return SocketHooks.track(socket, remote, timeoutMillis, false, api);
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The connect has been handed to the ring; its outcome comes later. */
  @Hidden
  @HideFrame
  public static void leaveIoUringConnect(@Nullable Object socket, @Nullable Throwable thrown) {
    ConnectHooks.leaveWithResult(socket, false, thrown);
  }

  /** The ring has brought the outcome of a channel's connect: 0, or a negative errno. */
  @Hidden
  @HideFrame
  public static void ioUringCompletes(@Nullable Object channel, int result) {
    try {
      Object socket = channel == null ? null : NettyObjects.socket(channel);
      TrackedSocket tracked = SocketHooks.tracked(socket);
      if (tracked != null && socket != null) {
        tracked.leaveForeignKernel(NettyObjects.descriptor(socket), null);
        if (result != IN_PROGRESS && result != ALREADY) {
          tracked.settle(result == 0, null);
        }
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** A channel's connect fails, with the exception the application will get. */
  @Hidden
  @HideFrame
  public static void ioUringFails(@Nullable Object channel, @Nullable Throwable thrown) {
    try {
      Object socket = channel == null ? null : NettyObjects.socket(channel);
      TrackedSocket tracked = SocketHooks.tracked(socket);
      if (tracked != null && socket != null && thrown != null) {
        tracked.leaveForeignKernel(NettyObjects.descriptor(socket), thrown);
        tracked.settle(false, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** A native socket is about to call the kernel's connect(). */
  public static @Nullable Object enterKernelConnect(Object socket, @Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress)) {
      return null;
    }
    InetSocketAddress to = (InetSocketAddress) remote;
    return enterKernel(socket, to.getAddress(), to.getPort());
  }

  /** Whatever binds a native socket has done so by now. */
  private static @Nullable Object enterKernel(Object socket, InetAddress remote, int remotePort) {
    Object tracked = SocketHooks.enterKernelConnect(socket, remote, remotePort);
    try {
      if (tracked != null) {
        FileDescriptor fd = NettyObjects.descriptor(socket);
        boolean bound = SocketHooks.hasPort(Descriptors.localAddress(fd));
        ((TrackedSocket) tracked).setBound(bound);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
    return tracked;
  }

  /** A native socket is about to send data, maybe with a SYN. */
  public static @Nullable Object enterFastOpen(
      Object socket, InetAddress remote, int remotePort, boolean fastOpen) {
    return fastOpen ? enterKernel(socket, remote, remotePort) : null;
  }

  /** The kernel's connect() is back, or threw. */
  public static void leaveKernelConnect(
      @Nullable Object tracked, Object socket, @Nullable Throwable thrown) {
    try {
      if (tracked != null) {
        ((TrackedSocket) tracked).leaveForeignKernel(NettyObjects.descriptor(socket), thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** A native socket is about to be shut down, for input, output or both. */
  public static void beforeShutdown(Object socket, boolean input, boolean output) {
    try {
      TrackedSocket tracked = SocketHooks.tracked(socket);
      if (tracked != null && output) {
        tracked.beforeFin(NettyObjects.descriptor(socket));
      }
      if (tracked != null && input) {
        tracked.beforeShutdownInput();
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** A native descriptor is about to be closed. */
  @Hidden
  @HideFrame
  public static void enterClose(Object socket) {
    try {
      TrackedSocket tracked = SocketHooks.tracked(socket);
      if (tracked != null) {
        SocketHooks.close(tracked, NettyObjects.descriptor(socket));
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }
}

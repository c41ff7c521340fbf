package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls where every socket passes: the kernel's connect, and closing. Beside it are
 * the doors for each API. Every public method of them all is safe on any thread, throws nothing,
 * and does nothing for a descriptor that is not tracked (UDP, Unix domain, accepted sockets).
 *
 * <p>The handle that {@code enter} methods give back is opaque to the woven code, which hands it to
 * the matching {@code leave}; null means there is nothing to do.
 */
public final class SocketHooks {

  private static final AtomicLong NEXT_CONNECTION_ID = new AtomicLong(1);
  private static final AtomicLong SUPPRESSED_ERRORS = new AtomicLong();
  private static final TrackedSockets SOCKETS = new TrackedSockets();

  private SocketHooks() {}

  /** Loads what the hooks need, outside of any socket's lock. */
  static void prepare() {
    SOCKETS.get(new Object());
    if (!Descriptors.canAskLocalAddress()) {
      AgentLog.warn("this JDK does not show local addresses, source ports will be missing");
    }
  }

  /** Sockets connecting or connected now. */
  static int openSockets() {
    return SOCKETS.size();
  }

  /** Since the agent was loaded. */
  static long suppressedErrors() {
    return SUPPRESSED_ERRORS.get();
  }

  /** Their closes will not be seen. */
  static void forgetAll() {
    SOCKETS.clear();
  }

  /** Whether a socket that is bound to this address has its port already. */
  static boolean hasPort(@Nullable Object localAddress) {
    return localAddress instanceof InetSocketAddress
        && ((InetSocketAddress) localAddress).getPort() != 0;
  }

  /** A method that will connect a socket is entered. */
  static @Nullable Object enterConnect(
      @Nullable Object descriptor,
      @Nullable SocketAddress remote,
      long timeoutMillis,
      boolean bound,
      Api api) {
    try {
      return track(descriptor, remote, timeoutMillis, bound, api);
    } catch (Throwable t) {
      suppress(t);
      return null;
    }
  }

  /** Starts tracking an attempt; null if there is nothing to record. */
  static @Nullable TrackedSocket track(
      @Nullable Object descriptor,
      @Nullable SocketAddress remote,
      long timeoutMillis,
      boolean bound,
      Api api) {
    EventSink sink = Attachment.sink();
    if (sink == null || descriptor == null || !(remote instanceof InetSocketAddress)) {
      return null;
    }
    Attachment attachment = Attachment.current();
    if (attachment == null) {
      return null;
    }
    ConnectCall outer = ConnectCall.withTimeout();
    TrackedSocket socket =
        new TrackedSocket(
            descriptor,
            SOCKETS.droppedDescriptors(),
            new SocketEvents(
                attachment,
                sink,
                NEXT_CONNECTION_ID.getAndIncrement(),
                (InetSocketAddress) remote,
                outer == null ? timeoutMillis : outer.timeoutMillis(),
                bound,
                outer == null ? api : outer.api()));
    // Tracked already: a second connect() on a pending or connected socket is a usage error.
    if (!SOCKETS.add(socket)) {
      return null;
    }
    if (outer != null) {
      outer.adopt(socket);
    }
    return socket;
  }

  static @Nullable TrackedSocket tracked(@Nullable Object descriptor) {
    return SOCKETS.get(descriptor);
  }

  @Hidden
  @HideFrame
  static void leave(TrackedSocket socket, boolean connected, @Nullable Throwable thrown) {
    if (socket.leaveCall(connected, thrown)) {
      SOCKETS.remove(socket);
    }
  }

  /** The kernel's connect() is about to be called with this descriptor and this destination. */
  public static @Nullable Object enterKernelConnect(
      @Nullable Object descriptor, InetAddress remote, int remotePort) {
    try {
      TrackedSocket socket = SOCKETS.get(descriptor);
      if (socket != null) {
        socket.enterKernel(remote, remotePort);
      }
      return socket;
    } catch (Throwable t) {
      suppress(t);
      return null;
    }
  }

  /** The kernel's connect() is back, or threw. */
  public static void leaveKernelConnect(
      @Nullable Object socket, FileDescriptor fd, @Nullable Throwable thrown) {
    try {
      if (socket != null) {
        ((TrackedSocket) socket).leaveKernel(fd, thrown);
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  /** The JDK has asked the kernel for a local address; null if that failed. */
  public static void localAddressAsked(
      @Nullable Object descriptor, @Nullable InetSocketAddress answer) {
    try {
      TrackedSocket socket = SOCKETS.get(descriptor);
      if (socket != null && answer != null) {
        socket.localAddressAsked(answer);
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  /** An option of a JDK's channel, or a socket on it, is about to be set. */
  public static void beforeOption(@Nullable Object option) {
    if (option == StandardSocketOptions.SO_LINGER) {
      Descriptors.lingerMayBeSet();
    }
  }

  /** SO_LINGER of some socket is about to be set. */
  public static void beforeLinger() {
    Descriptors.lingerMayBeSet();
  }

  /** This side may be about to shut its input down. */
  public static void beforeShutdownInput(@Nullable Object descriptor) {
    try {
      TrackedSocket socket = SOCKETS.get(descriptor);
      if (socket != null) {
        socket.beforeShutdownInput();
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  /** This side may be about to send its FIN, with the descriptor still open for a while. */
  public static void beforeFin(@Nullable FileDescriptor fd) {
    try {
      TrackedSocket socket = SOCKETS.get(fd);
      if (socket != null && fd != null) {
        socket.beforeFin(fd);
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  /** A socket is being closed, or its descriptor is about to be closed or pre-closed. */
  @Hidden
  @HideFrame
  public static void enterClose(@Nullable FileDescriptor fd) {
    try {
      TrackedSocket socket = SOCKETS.get(fd);
      if (socket != null && fd != null) {
        close(socket, fd);
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  @Hidden
  @HideFrame
  static void close(TrackedSocket socket, FileDescriptor fd) {
    if (socket.enterClose(fd)) {
      SOCKETS.remove(socket);
    }
  }

  static void suppress(Throwable t) {
    SUPPRESSED_ERRORS.incrementAndGet();
    if (AgentLog.isVerbose()) {
      AgentLog.detail("error in a hook, suppressed: " + t);
    }
  }
}

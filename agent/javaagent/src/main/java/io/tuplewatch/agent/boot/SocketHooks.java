package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import java.io.FileDescriptor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the advice woven into the JDK calls. Every method is safe on any thread, throws nothing, and
 * does nothing for a descriptor that is not tracked (UDP, Unix domain, accepted sockets).
 *
 * <p>The handle that {@code enter} methods give back is opaque to the advice, which hands it to the
 * matching {@code leave}; null means there is nothing to do.
 */
public final class SocketHooks {

  /** Names this load of the agent; with a connection id it names a connection. */
  static final long JVM_ID = new SettingsReader().randomId();

  private static final AtomicLong NEXT_CONNECTION_ID = new AtomicLong(1);
  private static final AtomicLong SUPPRESSED_ERRORS = new AtomicLong();
  private static final TrackedSockets SOCKETS = new TrackedSockets();

  private SocketHooks() {}

  /** Loads what the hooks need, outside of any socket's lock. */
  public static void prepare() {
    SOCKETS.get(new Object());
    if (!Descriptors.canAskLocalAddress()) {
      AgentLog.warn("this JDK does not show local addresses, source ports will be missing");
    }
    FlightRecording.watch();
  }

  /** A JDK method that will connect a socket is entered. */
  public static @Nullable Object enterConnect(
      @Nullable Object descriptor,
      @Nullable SocketAddress remote,
      long timeoutMillis,
      boolean bound,
      Api api) {
    try {
      if (!FlightRecording.isOn() || descriptor == null || !(remote instanceof InetSocketAddress)) {
        return null;
      }
      TrackedSocket socket =
          new TrackedSocket(
              descriptor,
              SOCKETS.droppedDescriptors(),
              NEXT_CONNECTION_ID.getAndIncrement(),
              (InetSocketAddress) remote,
              timeoutMillis,
              bound,
              api);
      // Tracked already: a second connect() on a pending or connected socket is a usage error.
      return SOCKETS.add(socket) ? socket : null;
    } catch (Throwable t) {
      suppress(t);
      return null;
    }
  }

  /** The kernel's connect() is about to be called with this descriptor. */
  public static @Nullable Object enterKernelConnect(@Nullable FileDescriptor fd) {
    try {
      TrackedSocket socket = SOCKETS.get(fd);
      if (socket != null) {
        socket.enterKernel();
      }
      return socket;
    } catch (Throwable t) {
      suppress(t);
      return null;
    }
  }

  /** The kernel's connect() is back. */
  public static void leaveKernelConnect(Object socket, FileDescriptor fd) {
    try {
      ((TrackedSocket) socket).leaveKernel(fd);
    } catch (Throwable t) {
      suppress(t);
    }
  }

  /** A JDK method that may complete a pending connect is entered. */
  public static @Nullable Object enterFinishConnect(@Nullable Object descriptor) {
    try {
      TrackedSocket socket = SOCKETS.get(descriptor);
      return socket != null && socket.enterCall() ? socket : null;
    } catch (Throwable t) {
      suppress(t);
      return null;
    }
  }

  /** The method of {@link #enterConnect} or {@link #enterFinishConnect} is left. */
  public static void leaveConnect(Object socket, boolean connected, @Nullable Throwable thrown) {
    try {
      TrackedSocket tracked = (TrackedSocket) socket;
      if (tracked.leaveCall(connected, thrown)) {
        SOCKETS.remove(tracked);
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

  /** A descriptor is about to be closed, or pre-closed. */
  public static void enterClose(@Nullable FileDescriptor fd) {
    try {
      TrackedSocket socket = SOCKETS.get(fd);
      if (socket != null && fd != null && socket.enterClose(fd)) {
        SOCKETS.remove(socket);
      }
    } catch (Throwable t) {
      suppress(t);
    }
  }

  private static void suppress(Throwable t) {
    SUPPRESSED_ERRORS.incrementAndGet();
    if (AgentLog.isVerbose()) {
      AgentLog.detail("error in a hook, suppressed: " + t);
    }
  }
}

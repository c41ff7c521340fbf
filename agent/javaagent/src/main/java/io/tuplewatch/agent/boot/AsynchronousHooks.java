package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import java.net.SocketAddress;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The door for {@code AsynchronousSocketChannel}; see {@link SocketHooks} for the rules. The
 * completion can run on another thread before the connect call has returned, and the completion
 * handler runs inside it, so the outcome is taken where it appears, not where the call returns.
 */
public final class AsynchronousHooks {

  private AsynchronousHooks() {}

  /**
   * The connect call is entered.
   *
   * @param localAddress null unless the application has bound the channel
   */
  public static @Nullable Object enterConnect(
      @Nullable Object descriptor, @Nullable Object localAddress, @Nullable SocketAddress remote) {
    try {
      TrackedSocket socket =
          SocketHooks.track(
              descriptor, remote, 0, SocketHooks.hasPort(localAddress), Api.ASYNCHRONOUS_CHANNEL);
      return socket == null ? null : ConnectCall.enterAsynchronous(socket);
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The method that completes a pending connect is entered. */
  public static @Nullable Object enterFinishConnect(@Nullable Object descriptor) {
    try {
      TrackedSocket socket = SocketHooks.tracked(descriptor);
      return socket != null && socket.enterCall() ? ConnectCall.enterAsynchronous(socket) : null;
    } catch (Throwable t) {
      SocketHooks.suppress(t);
      return null;
    }
  }

  /** The JDK has marked the channel connected, unless that method has thrown. */
  @Hidden
  @HideFrame
  public static void connected(@Nullable Object descriptor, @Nullable Throwable thrown) {
    if (thrown == null) {
      settle(SocketHooks.tracked(descriptor), true, null);
    }
  }

  /** An exception, or null, is handed to a completion handler or a future, maybe of a connect. */
  @Hidden
  @HideFrame
  public static void failed(@Nullable Throwable thrown) {
    if (thrown != null) {
      settle(ConnectCall.asynchronousSocket(), false, thrown);
    }
  }

  /**
   * The connect call is left.
   *
   * @param result the future it returned; null if it returned none
   * @param thrown what it threw, or null
   */
  @Hidden
  @HideFrame
  public static void leave(
      @Nullable Object call, @Nullable Object result, @Nullable Throwable thrown) {
    try {
      if (call != null) {
        ((ConnectCall) call).leave(false, thrown != null ? thrown : failure(result));
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** The method that completes a pending connect is left. */
  @Hidden
  @HideFrame
  public static void leaveFinishConnect(@Nullable Object call, @Nullable Throwable thrown) {
    leave(call, null, thrown);
  }

  @Hidden
  @HideFrame
  private static void settle(
      @Nullable TrackedSocket socket, boolean connected, @Nullable Throwable thrown) {
    try {
      if (socket != null) {
        socket.settle(connected, thrown);
      }
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  /** The exception of a future that has failed already; null for any other. Does not wait. */
  private static @Nullable Throwable failure(@Nullable Object result) throws InterruptedException {
    if (!(result instanceof Future) || !((Future<?>) result).isDone()) {
      return null;
    }
    try {
      ((Future<?>) result).get();
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (CancellationException e) {
      return null;
    }
  }
}

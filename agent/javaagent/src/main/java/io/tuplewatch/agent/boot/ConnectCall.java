package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * A connect call that this thread is in, where one method does not see it all: an asynchronous
 * connect shows its exception only where the result is handed on, and the timeout of a non-blocking
 * connect is known only to who asked for it (the socket adaptor of JDK 8 to 12, Netty). Calls nest,
 * since a completion handler may connect again.
 */
final class ConnectCall {

  private static final ThreadLocal<ConnectCall> CURRENT = new ThreadLocal<ConnectCall>();

  private final @Nullable ConnectCall outer;
  private final Api api;
  private final long timeoutMillis;
  private @Nullable TrackedSocket socket;

  private ConnectCall(Api api, long timeoutMillis, @Nullable TrackedSocket socket) {
    this.outer = CURRENT.get();
    this.api = api;
    this.timeoutMillis = timeoutMillis;
    this.socket = socket;
    CURRENT.set(this);
  }

  static ConnectCall enterAsynchronous(TrackedSocket socket) {
    return new ConnectCall(Api.ASYNCHRONOUS_CHANNEL, 0, socket);
  }

  /** A call with a timeout, within which a socket channel will connect. */
  static ConnectCall enter(long timeoutMillis, Api api) {
    return new ConnectCall(api, timeoutMillis, null);
  }

  /** The socket of the asynchronous call this thread is in; null if it is in none. */
  static @Nullable TrackedSocket asynchronousSocket() {
    ConnectCall current = CURRENT.get();
    return current != null && current.api == Api.ASYNCHRONOUS_CHANNEL ? current.socket : null;
  }

  /** The call with a timeout this thread is in, before it has a socket; null if it is in none. */
  static @Nullable ConnectCall withTimeout() {
    ConnectCall current = CURRENT.get();
    return current != null && current.socket == null ? current : null;
  }

  Api api() {
    return api;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  /** The channel's connect within this call: both must return before the attempt is decided. */
  void adopt(TrackedSocket inner) {
    inner.enterCall();
    socket = inner;
  }

  /**
   * The call is left.
   *
   * @param connected true if it returned with the connection established
   * @param thrown what it threw instead, or null
   */
  @Hidden
  @HideFrame
  void leave(boolean connected, @Nullable Throwable thrown) {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
    if (socket != null) {
      SocketHooks.leave(socket, connected, thrown);
    }
  }
}

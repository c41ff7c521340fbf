package io.tuplewatch.agent.boot;

import org.jspecify.annotations.Nullable;

/**
 * A connect call that this thread is in, for the two APIs where one method does not see it all: an
 * asynchronous connect shows its exception only where the result is handed on, and the socket
 * adaptor of JDK 8 to 12 alone knows the timeout. Calls nest, since a completion handler may
 * connect again.
 */
final class ConnectCall {

  private static final ThreadLocal<ConnectCall> CURRENT = new ThreadLocal<ConnectCall>();
  private static final long ASYNCHRONOUS = -1;

  private final @Nullable ConnectCall outer;
  private final long timeoutMillis;
  private @Nullable TrackedSocket socket;

  private ConnectCall(long timeoutMillis, @Nullable TrackedSocket socket) {
    this.outer = CURRENT.get();
    this.timeoutMillis = timeoutMillis;
    this.socket = socket;
    CURRENT.set(this);
  }

  static ConnectCall enterAsynchronous(TrackedSocket socket) {
    return new ConnectCall(ASYNCHRONOUS, socket);
  }

  static ConnectCall enterAdaptor(long timeoutMillis) {
    return new ConnectCall(timeoutMillis, null);
  }

  /** The socket of the asynchronous call this thread is in; null if it is in none. */
  static @Nullable TrackedSocket asynchronousSocket() {
    ConnectCall current = CURRENT.get();
    return current != null && current.timeoutMillis == ASYNCHRONOUS ? current.socket : null;
  }

  /** The adaptor's call this thread is in, before it has a socket; null if it is in none. */
  static @Nullable ConnectCall ofAdaptor() {
    ConnectCall current = CURRENT.get();
    return current != null && current.timeoutMillis != ASYNCHRONOUS && current.socket == null
        ? current
        : null;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  /** The channel's connect within the adaptor's: both must return before the attempt is decided. */
  void adopt(TrackedSocket inner) {
    inner.enterCall();
    socket = inner;
  }

  @Nullable TrackedSocket socket() {
    return socket;
  }

  void leave() {
    if (outer == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(outer);
    }
  }
}

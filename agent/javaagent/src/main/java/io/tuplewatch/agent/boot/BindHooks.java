package io.tuplewatch.agent.boot;

import java.net.BindException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The door for client sockets that the application binds itself. Where that fails no connect
 * follows, so that nothing else shows it: a port of another socket, or an address that is not here.
 * Of servers' sockets nothing is counted.
 */
public final class BindHooks {

  private static final AtomicLong FAILED = new AtomicLong();

  private BindHooks() {}

  /** {@code bind} of a channel for clients is left. */
  public static void leave(@Nullable Throwable thrown) {
    if (thrown instanceof BindException) {
      FAILED.incrementAndGet();
    }
  }

  /** {@code NioSocketImpl.bind(InetAddress, int)} is left. */
  public static void leaveSocket(boolean server, @Nullable Throwable thrown) {
    if (!server) {
      leave(thrown);
    }
  }

  /** {@code AbstractPlainSocketImpl.bind(InetAddress, int)} is left. */
  public static void leavePlainSocket(@Nullable Object serverSocket, @Nullable Throwable thrown) {
    if (serverSocket == null) {
      leave(thrown);
    }
  }

  /** Since the agent was loaded. */
  static long failed() {
    return FAILED.get();
  }
}

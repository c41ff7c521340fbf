package io.tuplewatch.events;

/** The Java API an attempt came through, as written to {@code api} of {@link SocketConnect}. */
public enum Api {
  /** {@code java.net.Socket}. */
  SOCKET,
  /** {@code java.nio.channels.SocketChannel} in blocking mode, or its socket adaptor. */
  CHANNEL,
  /** {@code java.nio.channels.SocketChannel} in non-blocking mode. */
  NON_BLOCKING_CHANNEL,
  /** {@code java.nio.channels.AsynchronousSocketChannel}. */
  ASYNCHRONOUS_CHANNEL,
  /** Netty's native epoll transport. */
  NETTY_EPOLL,
  /** Netty's native io_uring transport. */
  NETTY_IO_URING
}

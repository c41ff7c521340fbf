package io.tuplewatch.lruports;

import java.lang.ref.WeakReference;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection's hold on its port. It ends with {@link #release}, or, where nobody tells of a
 * close, once {@link #expired} sees the owner closed or gone. Thread-safe.
 */
final class Lease {

  private final PortTable table;
  private final int port;
  private final WeakReference<Object> owner;
  private final AtomicBoolean released = new AtomicBoolean();

  /**
   * @param port 0 = a port that the table does not hold
   * @param owner a {@link Socket}, a {@link Channel}, or an object that lives while the port is
   *     used
   */
  Lease(PortTable table, int port, Object owner) {
    this.table = table;
    this.port = port;
    this.owner = new WeakReference<>(owner);
  }

  /** The connection has closed; again is nothing. */
  void release() {
    if (released.compareAndSet(false, true)) {
      table.release(port);
    }
  }

  /** Whether the port is no longer held; releases it if its owner has closed. */
  boolean expired() {
    if (!released.get() && closed(owner.get())) {
      release();
    }
    return released.get();
  }

  private static boolean closed(@Nullable Object owner) {
    if (owner instanceof Socket) {
      return ((Socket) owner).isClosed();
    }
    return owner == null || (owner instanceof Channel && !((Channel) owner).isOpen());
  }
}

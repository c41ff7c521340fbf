package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Serves the recorded demand from a pool of connections: each recorded connection is a request that
 * lasts as long as it was open. It takes the connection that became idle last, if one is idle and
 * younger than the lifetime, else a new connect is made. A connection is closed by the client when
 * its lifetime is over and it is idle.
 */
final class ConnectionPool {

  /** A pooled connection; ordered by when it becomes idle. */
  private static final class Connection implements Comparable<Connection> {
    final long start;
    long idleFrom;

    Connection(long start, long idleFrom) {
      this.start = start;
      this.idleFrom = idleFrom;
    }

    @Override
    public int compareTo(Connection other) {
      return Long.compare(idleFrom, other.idleFrom);
    }
  }

  private final long lifetime;
  private final PriorityQueue<Connection> busy = new PriorityQueue<>();
  private final ArrayDeque<Connection> idle = new ArrayDeque<>();
  private final ConnectTimeline.Builder served = new ConnectTimeline.Builder();

  private ConnectionPool(long lifetime) {
    this.lifetime = lifetime;
  }

  /**
   * The pool's connects. Those that are never closed, and ports that were not selected, stay.
   *
   * @param lifetime ns
   */
  static ConnectTimeline serve(ConnectTimeline requests, long lifetime) {
    ConnectionPool pool = new ConnectionPool(lifetime);
    for (int n = 0; n < requests.size(); n++) {
      boolean stays =
          requests.close(n) == ConnectTimeline.FOREVER || requests.is(n, ConnectTimeline.FIXED);
      if (stays) {
        pool.served.add(
            requests.start(n),
            requests.close(n),
            requests.lastPacket(n),
            requests.port(n),
            requests.flags(n));
      } else {
        pool.request(requests.start(n), requests.close(n));
      }
    }
    pool.closeAll();
    return pool.served.build();
  }

  private void request(long start, long end) {
    while (!busy.isEmpty() && busy.element().idleFrom <= start) {
      idle.push(busy.remove());
    }
    Connection connection = null;
    while (connection == null && !idle.isEmpty()) {
      Connection youngestIdle = idle.pop();
      if (youngestIdle.start + lifetime > start) {
        connection = youngestIdle;
      } else {
        close(youngestIdle);
      }
    }
    if (connection == null) {
      connection = new Connection(start, end);
    }
    connection.idleFrom = end;
    busy.add(connection);
  }

  private void closeAll() {
    busy.forEach(this::close);
    idle.forEach(this::close);
  }

  private void close(Connection connection) {
    long close = Math.max(connection.start + lifetime, connection.idleFrom);
    int flags = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED | ConnectTimeline.TIME_WAIT;
    served.add(connection.start, close, close, 1, flags);
  }
}

package io.tuplewatch.lruports;

import java.net.BindException;

/**
 * The ports that one connect tries: the first few of its destination's table, then the kernel's
 * choice, and, if the kernel has none, all of the table. So a connect fails for want of a port only
 * if no port will do. Used by one thread at a time: {@link #next}, then either {@link #connected}
 * or {@link #failed}.
 */
final class PortSearch {

  /** The port that asks for the kernel's choice. */
  static final int KERNEL = 0;

  /** Ports that others hold are skipped; after so many in a row the kernel finds one sooner. */
  private static final int FIRST_TRIES = 8;

  private final Destinations destinations;
  private final PortTable table;
  private int triesLeft;
  private boolean kernelTried;
  private int port;

  PortSearch(Destinations destinations, PortTable table) {
    this.destinations = destinations;
    this.table = table;
    this.triesLeft = Math.min(FIRST_TRIES, table.free());
  }

  /** The port to try now; {@link #KERNEL} = unbound. */
  int next() {
    port = triesLeft > 0 ? table.take() : KERNEL;
    triesLeft--;
    return port;
  }

  /**
   * @param localPort what the connection has
   * @param owner as {@link Lease} takes it
   */
  Lease connected(int localPort, Object owner) {
    boolean held = port != KERNEL || table.take(localPort);
    return destinations.lease(table, held ? localPort : KERNEL, owner);
  }

  /**
   * Whether to try {@link #next} after that.
   *
   * @param forWantOfPort as {@link #isForWantOfPort} says
   */
  boolean failed(boolean forWantOfPort) {
    table.release(port);
    if (port == KERNEL) {
      boolean again = kernelTried;
      kernelTried = true;
      triesLeft = again ? 0 : table.free();
      return forWantOfPort && triesLeft > 0;
    }
    return forWantOfPort && (triesLeft > 0 || !kernelTried);
  }

  /**
   * Whether this port will not do, and nothing was sent: a {@link BindException}, what JDK 8 to 12
   * make of EADDRNOTAVAIL at connect, and what Netty's epoll makes of both.
   */
  static boolean isForWantOfPort(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof BindException
        || failure.getCause() instanceof BindException
        || message.contains("assign requested address")
        || message.contains("Address already in use")
        || message.contains("Address not available");
  }
}

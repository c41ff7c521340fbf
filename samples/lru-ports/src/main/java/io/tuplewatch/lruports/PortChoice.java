package io.tuplewatch.lruports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/** Opens connections, with the ports of a {@link PortSearch}, and counts them. Thread-safe. */
final class PortChoice {

  private final Destinations destinations;
  private final LongAdder fromTable = new LongAdder();
  private final LongAdder fromKernel = new LongAdder();

  PortChoice(Destinations destinations) {
    this.destinations = destinations;
  }

  /** Connections whose port the table chose. */
  long fromTable() {
    return fromTable.sum();
  }

  /** Connections whose port the kernel chose. */
  long fromKernel() {
    return fromKernel.sum();
  }

  PortSearch search(InetSocketAddress remote) {
    return new PortSearch(destinations, destinations.table(remote));
  }

  void count(int port) {
    (port == PortSearch.KERNEL ? fromKernel : fromTable).increment();
  }

  /**
   * @param remote resolved
   * @throws IOException what the connect met; what the kernel's choice met, if no port will do
   */
  <S> S open(InetSocketAddress remote, Opener<S> opener) throws IOException {
    PortSearch search = search(remote);
    IOException ofKernel = null;
    while (true) {
      int port = search.next();
      try {
        S opened = opener.open(port);
        count(port);
        opener.hold(opened, search.connected(opener.port(opened), opened));
        return opened;
      } catch (IOException e) {
        boolean forWantOfPort = PortSearch.isForWantOfPort(e);
        ofKernel = port == PortSearch.KERNEL ? e : ofKernel;
        if (!search.failed(forWantOfPort)) {
          throw forWantOfPort && ofKernel != null ? ofKernel : e;
        }
      } catch (RuntimeException e) {
        // Such as a security manager's, who permits the kernel's choice only.
        if (!search.failed(port != PortSearch.KERNEL)) {
          throw e;
        }
      }
    }
  }

  /**
   * A way to open a connection. Each call opens another: a socket whose connect failed is of no
   * further use.
   *
   * @param <S> what comes of it
   */
  interface Opener<S> {

    /**
     * Opens, binds and connects.
     *
     * @param port {@link PortSearch#KERNEL} = unbound
     */
    S open(int port) throws IOException;

    /** The local port; 0 if it has closed since. */
    int port(S opened);

    /** Takes the lease, to release it where a close is seen. */
    void hold(S opened, Lease lease);
  }
}

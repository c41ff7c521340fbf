package io.tuplewatch.lruports;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The tables of all destinations, {@value #MOST} at most: then the one that was asked for least
 * recently is forgotten, and its order of ports with it. Thread-safe.
 */
final class Destinations {

  static final int MOST = 64;

  /** How long a changed sysctl may go unseen. */
  private static final long REFRESH_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** More than one, so that leases cannot pile up: each connect adds one. */
  private static final int LEASES_CHECKED_PER_CONNECT = 2;

  private final Path sysctls;
  private final Random random;
  private final Map<InetSocketAddress, PortTable> tables =
      new LinkedHashMap<InetSocketAddress, PortTable>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetSocketAddress, PortTable> eldest) {
          return size() > MOST;
        }
      };
  private final Queue<Lease> leases = new ConcurrentLinkedQueue<>();
  private PortSettings settings;
  private long readNanos;

  /**
   * @param sysctls the directory of {@code ip_local_port_range}
   */
  Destinations(Path sysctls, Random random) {
    this.sysctls = sysctls;
    this.random = random;
    this.settings = PortSettings.read(sysctls);
    this.readNanos = System.nanoTime();
  }

  /** The destination's table, with the ports that the kernel permits now or a minute ago. */
  PortTable table(InetSocketAddress remote) {
    checkLeases();
    synchronized (tables) {
      if (System.nanoTime() - readNanos > REFRESH_NANOS) {
        refresh();
      }
      return tables.computeIfAbsent(remote, key -> new PortTable(settings, random));
    }
  }

  private void refresh() {
    readNanos = System.nanoTime();
    PortSettings now = PortSettings.read(sysctls);
    if (!now.samePorts(settings)) {
      settings = now;
      tables.replaceAll((remote, table) -> continued(table.order()));
    }
  }

  /** Ports in use count as just used: who holds one releases it into the table of before. */
  private PortTable continued(int[] order) {
    PortTable table = new PortTable(settings, random);
    table.use(order);
    return table;
  }

  /** Notes that a port is held by a connection that may close without telling. */
  Lease lease(PortTable table, int port, Object owner) {
    Lease lease = new Lease(table, port, owner);
    leases.add(lease);
    return lease;
  }

  private void checkLeases() {
    for (int i = 0; i < LEASES_CHECKED_PER_CONNECT; i++) {
      Lease lease = leases.poll();
      if (lease == null) {
        return;
      }
      if (!lease.expired()) {
        leases.add(lease);
      }
    }
  }

  /** The ports of each destination as {@link PortTable#order} has them, for a file. */
  Map<InetSocketAddress, int[]> orders() {
    Map<InetSocketAddress, PortTable> copy;
    synchronized (tables) {
      copy = new LinkedHashMap<>(tables);
    }
    Map<InetSocketAddress, int[]> orders = new LinkedHashMap<>();
    copy.forEach((remote, table) -> orders.put(remote, table.order()));
    return Collections.unmodifiableMap(orders);
  }

  /** What a file told of the life before. */
  void restore(Map<InetSocketAddress, int[]> orders) {
    synchronized (tables) {
      orders.forEach((remote, order) -> tables.put(remote, continued(order)));
    }
  }
}

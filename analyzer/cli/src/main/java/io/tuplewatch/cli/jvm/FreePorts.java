package io.tuplewatch.cli.jvm;

import java.util.HashMap;
import java.util.Map;

/**
 * The source ports that the kernel can still choose from toward each destination, in a JVM's
 * network namespace at one moment. Takes a time that grows with the sockets of the namespace, some
 * 0.1 ms for 100.
 */
public final class FreePorts {

  private final int available;
  private final Map<String, Long> inUse = new HashMap<>();

  private FreePorts(int available) {
    this.available = available;
  }

  /** The free ports as they are now. */
  public static FreePorts of(RunningJvm jvm) {
    PortState ports = PortState.of(jvm, Preflight.ownNamespace("net"));
    FreePorts free = new FreePorts(ports.available());
    for (TcpTable.Row row : TcpTable.of(jvm.text("net/tcp"), jvm.text("net/tcp6"))) {
      free.inUse.put(row.destination(), row.sourcePorts());
    }
    return free;
  }

  /**
   * Those toward one destination, 0 or more; -1 if the range is not known from here.
   *
   * @param address remote address, a literal
   */
  public long toward(String address, int port) {
    String endpoint = (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    return available < 0 ? -1 : Math.max(0, available - inUse.getOrDefault(endpoint, 0L));
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt that did not connect. Immutable. */
final class LastFailure {

  private final long time = System.currentTimeMillis();
  private final @Nullable String localAddress;
  private final int localPort;
  private final String address;
  private final int port;
  private final Outcome outcome;

  LastFailure(SocketEvents socket, Outcome outcome) {
    this.localAddress = socket.localAddress();
    this.localPort = socket.localPort();
    this.address = socket.address();
    this.port = socket.port();
    this.outcome = outcome;
  }

  /** Epoch ms. */
  long time() {
    return time;
  }

  /** "2026-11-29T10:00:00.123Z TIMED_OUT 10.0.0.1:40000 -> 10.1.2.3:443". */
  @Override
  public String toString() {
    return Instant.ofEpochMilli(time)
        + " "
        + outcome
        + " "
        + endpoint(localAddress == null ? "?" : localAddress, localPort)
        + " -> "
        + endpoint(address, port);
  }

  private static String endpoint(String address, int port) {
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
  }
}

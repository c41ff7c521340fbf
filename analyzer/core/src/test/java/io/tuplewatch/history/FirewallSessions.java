package io.tuplewatch.history;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session table of a {@link Firewall}; without one, nothing is ever stopped. */
final class FirewallSessions {

  private final @Nullable Firewall firewall;
  private final long lifetime;
  private final long sweep;
  private final Map<Long, Long> lastPackets = new HashMap<>();

  /** {@code sweep}: as {@link Setting#sweep}. */
  FirewallSessions(@Nullable Firewall firewall, Duration sweep) {
    this.sweep = sweep.toNanos();
    this.firewall = firewall;
    this.lifetime = firewall == null ? 0 : firewall.lifetime().toNanos();
  }

  /** Whether a SYN at this time is stopped. */
  boolean stops(int destination, int port, long now) {
    Long last = lastPackets.get(key(destination, port));
    return last != null && now < end(last);
  }

  private long end(long lastPacket) {
    long due = lastPacket + lifetime;
    return sweep == 0 ? due : -Math.floorDiv(-due, sweep) * sweep;
  }

  /** A use that passed has sent its last packet. */
  void passed(int destination, int port, long lastPacket, boolean lingers) {
    if (firewall != null && lingers) {
      lastPackets.put(key(destination, port), lastPacket);
    } else {
      lastPackets.remove(key(destination, port));
    }
  }

  /** A use that was stopped has sent its last SYN. */
  void stopped(int destination, int port, long lastPacket) {
    if (firewall != null && firewall.refreshedByTries()) {
      lastPackets.put(key(destination, port), lastPacket);
    }
  }

  private static Long key(int destination, int port) {
    return ((long) destination << 16) | port;
  }
}

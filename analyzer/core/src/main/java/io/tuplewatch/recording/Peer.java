package io.tuplewatch.recording;

import org.jspecify.annotations.Nullable;

/**
 * A remote side that the JDK's own socket events name, which know neither source ports nor
 * connects.
 *
 * @param host as the JDK gave it; texts are the recording's: clean them before they reach a
 *     terminal
 * @param address literal
 * @param port 1 to 65535
 * @param events reads and writes recorded; by default those that took 20 ms or longer
 * @param first earliest, epoch ns
 * @param last latest, epoch ns
 */
public record Peer(
    @Nullable String host, String address, int port, long events, long first, long last) {

  Peer withTexts(TextReplacement by) {
    return new Peer(
        host == null ? null : by.replace(TextKind.HOST, host),
        by.replace(TextKind.ADDRESS, address),
        port,
        events,
        first,
        last);
  }

  /** Both together; same address and port. */
  Peer and(Peer other) {
    return new Peer(
        host == null ? other.host : host,
        address,
        port,
        events + other.events,
        Math.min(first, other.first),
        Math.max(last, other.last));
  }
}

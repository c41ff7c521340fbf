package io.tuplewatch.witness.firewalllog;

import io.tuplewatch.witness.capture.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a device's log says of a TCP connection. Texts are the log's: clean them before
 * they reach a terminal.
 *
 * @param from when it happened, on the device's clock, epoch ns; its earliest moment, since most
 *     logs give whole seconds
 * @param to the latest moment that it can mean, epoch ns
 * @param blocked the device did not let the packet through; else it tells of a session
 * @param text why, as the log has it (rule, message, session end reason); null if it does not say
 * @param age how long the session had existed, ns; -1 if it does not say
 */
public record LogEntry(
    long from,
    long to,
    IpAddress source,
    int sourcePort,
    IpAddress target,
    int targetPort,
    boolean blocked,
    @Nullable String text,
    long age) {

  /** Does the same with its ends swapped. */
  public LogEntry reversed() {
    return new LogEntry(from, to, target, targetPort, source, sourcePort, blocked, text, age);
  }
}

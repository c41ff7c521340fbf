package io.tuplewatch.agent.options;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent is asked to do. Values are set by {@link OptionReader} before the agent starts;
 * from then on immutable and thread-safe.
 */
public final class AgentOptions {

  static final long DEFAULT_MAX_SIZE = 250L << 20;
  static final long DEFAULT_LAST_USES = 16L << 20;
  static final long DEFAULT_FIREWALL_TIMEOUT_MILLIS = 3600000;

  boolean verbose;
  WrittenEvents events = WrittenEvents.ALL;
  boolean closes = true;
  boolean stackTrace = true;
  boolean netty = true;
  boolean managed;
  long firewallTimeoutMillis = DEFAULT_FIREWALL_TIMEOUT_MILLIS;
  long lastUsesBytes = DEFAULT_LAST_USES;
  @Nullable String recordFile;
  @Nullable String lockFile;
  boolean jsonLines;
  long maxAgeMillis;
  long maxSizeBytes = DEFAULT_MAX_SIZE;
  final List<DestinationRule> destinations = new ArrayList<DestinationRule>();
  final List<String> destinationTexts = new ArrayList<String>();
  final List<String> warnings = new ArrayList<String>();

  AgentOptions() {}

  /** {@code log=verbose}: say on standard error what was instrumented and which errors occur. */
  public boolean isVerbose() {
    return verbose;
  }

  /** {@code events}: which connects are written. */
  public WrittenEvents events() {
    return events;
  }

  /** {@code closes}: whether the closes of written connects are written. */
  public boolean writesCloses() {
    return closes;
  }

  /** {@code stacktrace}: whether connects have the application's call site. */
  public boolean hasStackTraces() {
    return stackTrace;
  }

  /** {@code netty}: whether Netty's transports are instrumented. */
  public boolean includesNetty() {
    return netty;
  }

  /** {@code jmx}: whether the counts are shown as an MBean. */
  public boolean isManaged() {
    return managed;
  }

  /** {@code firewall-timeout}: a reuse within this many ns is early. */
  public long firewallTimeoutNanos() {
    return firewallTimeoutMillis * 1000000;
  }

  /** {@code lastuses}: bytes for the memory of last uses; 0 = none. */
  public long lastUsesBytes() {
    return lastUsesBytes;
  }

  /** {@code record}: file of the agent's own recording, %p and %t not yet replaced; null = none. */
  public @Nullable String recordFile() {
    return recordFile;
  }

  /**
   * {@code while-locked}: the agent detaches when nobody holds a lock on this file any more; null =
   * it stays.
   */
  public @Nullable String lockFile() {
    return lockFile;
  }

  /** {@code format=jsonl}: the own recording is JSON lines, also where there is JFR. */
  public boolean isJsonLines() {
    return jsonLines;
  }

  /** {@code maxage}: how much of the own recording is kept, ms; 0 = no limit. */
  public long maxAgeMillis() {
    return maxAgeMillis;
  }

  /** {@code maxsize}: how much of the own recording is kept, bytes; 0 = no limit. */
  public long maxSizeBytes() {
    return maxSizeBytes;
  }

  /** {@code to}: whether connects to this destination are of interest. No lookup. */
  public boolean includes(@Nullable String givenHost, InetAddress remote, int port) {
    if (destinations.isEmpty()) {
      return true;
    }
    for (DestinationRule rule : destinations) {
      if (rule.includes(givenHost, remote, port)) {
        return true;
      }
    }
    return false;
  }

  /** The rules of {@code to}, as given; null if every destination is of interest. */
  public @Nullable String destinationsText() {
    if (destinationTexts.isEmpty()) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (String rule : destinationTexts) {
      text.append(text.length() == 0 ? "" : " ").append(rule);
    }
    return text.toString();
  }

  /** One line per option that was not understood. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }
}

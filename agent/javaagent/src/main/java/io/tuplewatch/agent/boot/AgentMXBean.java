package io.tuplewatch.agent.boot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jmx=on} shows as {@code io.tuplewatch:type=Agent}: counts since the agent was
 * attached, never reset, of the time while something is recorded. Public, since JMX calls it.
 */
public interface AgentMXBean {

  /** The agent's version. */
  String getVersion();

  /** Connect attempts that ended. */
  long getConnects();

  /** Connections closed. */
  long getCloses();

  /** Sockets connecting or connected now. */
  long getOpenSockets();

  /** How many connects did not become a connection, for whatever reason. */
  long getFailures();

  /** These by outcome. */
  Map<String, Long> getFailuresByOutcome();

  /** Connects on a tuple that had rested for less than firewall-timeout. */
  long getEarlyReuses();

  /** Early reuses that failed although their tuple had worked within firewall-timeout. */
  long getFailedEarlyReuses();

  /** Time, outcome and tuple of the last failure; null if there was none. */
  @Nullable String getLastFailure();

  /** When that was, epoch ms; 0 if there was none. */
  long getLastFailureTime();
}

package io.tuplewatch.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * TCP counters of the network namespace, every 10 s: how much of its traffic this JVM was. Counters
 * since the namespace began, but for the two gauges at the end; -1 = the kernel does not say.
 */
@Name(HostTcp.NAME)
@Label("Host TCP")
@Category("Tuplewatch")
@Description("TCP counters of the network namespace")
@Period("10 s")
@StackTrace(false)
public final class HostTcp extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.HostTcp";

  @Label("JVM Id")
  public @Nullable String jvmId;

  @Label("Active Opens")
  @Description("Connects that sent a SYN (snmp, ActiveOpens)")
  public long activeOpens;

  @Label("Attempt Fails")
  @Description("Handshakes that failed, incoming ones too (snmp, AttemptFails)")
  public long attemptFails;

  @Label("SYN Retransmissions")
  @Description("SYNs and SYN-ACKs sent again (netstat, TCPSynRetrans)")
  public long synRetransmissions;

  @Label("Timeouts")
  @Description("Retransmission timers expired (netstat, TCPTimeouts)")
  public long timeouts;

  @Label("In Use")
  @Description("Sockets now (sockstat)")
  public long inUse;

  @Label("TIME_WAIT")
  @Description("Tuples in TIME_WAIT now (sockstat)")
  public long timeWait;
}

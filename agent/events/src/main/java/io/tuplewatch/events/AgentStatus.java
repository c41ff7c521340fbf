package io.tuplewatch.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Whether the agent is complete and healthy, at the start and end of every chunk. Counts are since
 * {@code attachedAt}; compare {@code connects} with what was read.
 */
@Name(AgentStatus.NAME)
@Label("Agent Status")
@Category("Tuplewatch")
@Description("Whether the agent is complete and healthy")
@Period("everyChunk")
@StackTrace(false)
public final class AgentStatus extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.AgentStatus";

  @Label("JVM Id")
  public @Nullable String jvmId;

  @Label("Version")
  public @Nullable String version;

  @Label("Attached At")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  public long attachedAt;

  @Label("Events")
  @Description("Which connects are written: all, suspicious or failures")
  public @Nullable String events;

  @Label("Destinations")
  @Description("Only connects to these are written; null = to all")
  public @Nullable String destinations;

  @Label("Connects")
  @Description("Attempts that reached the kernel and ended, written or not")
  public long connects;

  @Label("Closes")
  @Description("Connections closed, written or not")
  public long closes;

  @Label("Open Sockets")
  @Description("Tracked now")
  public long openSockets;

  @Label("Failed Binds")
  @Description(
      "Client sockets that could not be bound to the address asked for; no connect follows")
  public long failedBinds;

  @Label("Suppressed Errors")
  @Description("Errors of the agent itself")
  public long suppressedErrors;

  @Label("Evicted Last Uses")
  @Description("Tuples whose last use was forgotten for lack of room")
  public long evictedLastUses;

  @Label("Instrumented Types")
  public @Nullable String instrumentedTypes;
}

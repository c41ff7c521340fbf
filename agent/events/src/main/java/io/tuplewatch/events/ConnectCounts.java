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
 * The denominators when not every connect is written ({@code events=suspicious} or {@code
 * failures}): counts per destination since the last such event of that destination, every minute
 * and at the end of a chunk. A connect counts when it has ended.
 */
@Name(ConnectCounts.NAME)
@Label("Connect Counts")
@Category("Tuplewatch")
@Description("Connects of a destination since the last such event, also those not written")
@Period("60 s")
@StackTrace(false)
public final class ConnectCounts extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.ConnectCounts";

  @Label("JVM Id")
  public @Nullable String jvmId;

  @Label("Address")
  @Description("Remote address, a literal; null = destinations beyond the first 1,000")
  public @Nullable String address;

  @Label("Port")
  @Description("Remote port; 0 where the address is null")
  public long port;

  @Label("Connects")
  @Description("Attempts that ended")
  public long connects;

  @Label("Failures")
  @Description("Of these, not connected")
  public long failures;

  @Label("Early Reuses")
  @Description("Of these, on a tuple used less than the firewall timeout before")
  public long earlyReuses;

  @Label("Failed Early Reuses")
  @Description("Early reuses that did not connect")
  public long failedEarlyReuses;

  @Label("First Uses")
  @Description("Attempts on tuples of which no use is remembered")
  public long firstUses;
}

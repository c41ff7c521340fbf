package io.tuplewatch.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * One TCP connect attempt that reached the kernel: starts just before the kernel is called, ends
 * with the outcome. Never throttled, since a missing connect would hide a reuse.
 */
@Name(SocketConnect.NAME)
@Label("Socket Connect")
@Category("Tuplewatch")
@Description("One TCP connect attempt, with the source port the kernel assigned")
@StackTrace(true)
public final class SocketConnect extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.SocketConnect";

  @Label("Connection Id")
  @ConnectionKey
  public long connectionId;

  @Label("Host")
  @Description("Remote host as the application gave it; never looked up")
  public @Nullable String host;

  @Label("Address")
  @Description("Remote address, a literal")
  public @Nullable String address;

  @Label("Port")
  @Description("Remote port")
  public long port;

  @Label("Local Address")
  @Description("Assigned by the kernel; the wildcard where the kernel had taken it back already")
  public @Nullable String localAddress;

  @Label("Local Port")
  @Description("Source port assigned by the kernel; 0 only when no SYN was sent")
  public long localPort;

  @Label("Bound")
  @Description("The application bound the socket itself, so the port says nothing about selection")
  public boolean bound;

  @Label("Outcome")
  public @Nullable String outcome;

  @Label("Exception Class")
  public @Nullable String exceptionClass;

  @Label("Exception Message")
  @Description("Cut at 256 characters")
  public @Nullable String exceptionMessage;

  @Label("Timeout")
  @Description("The application's connect timeout; 0 = none")
  @Timespan(Timespan.MILLISECONDS)
  public long timeout;

  @Label("API")
  public @Nullable String api;

  @Label("JVM Id")
  @Description("Random per agent load; names a connection together with the connection's id")
  public @Nullable String jvmId;

  @Label("Since Previous Use")
  @Description(
      "From the end of the tuple's previous use to the start of this attempt; infinite if none is"
          + " remembered")
  @Timespan(Timespan.NANOSECONDS)
  public long sincePreviousUse;

  @Label("Previous Outcome")
  @Description("Of the tuple's previous use; null if none is remembered")
  public @Nullable String previousOutcome;

  @Label("Previous Closed By")
  @Description("Which side closed the tuple's previous use; null if it never connected")
  public @Nullable String previousClosedBy;

  @Label("Since Connected Use")
  @Description(
      "From the end of the tuple's last use that connected to the start of this attempt; infinite"
          + " if none is remembered")
  @Timespan(Timespan.NANOSECONDS)
  public long sinceConnectedUse;
}

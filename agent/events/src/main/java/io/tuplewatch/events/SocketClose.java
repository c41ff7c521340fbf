package io.tuplewatch.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One connected socket whose descriptor is being closed. An instant. */
@Name(SocketClose.NAME)
@Label("Socket Close")
@Category("Tuplewatch")
@Description("The end of a TCP connection of this JVM, and which side ended it")
@StackTrace(false)
public final class SocketClose extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.SocketClose";

  @Label("Connection Id")
  @ConnectionKey
  public long connectionId;

  @Label("Host")
  public @Nullable String host;

  @Label("Address")
  @Description("Remote address, a literal")
  public @Nullable String address;

  @Label("Port")
  @Description("Remote port")
  public long port;

  @Label("Local Address")
  public @Nullable String localAddress;

  @Label("Local Port")
  public long localPort;

  @Label("Lifetime")
  @Description("Since the connection was established")
  @Timespan(Timespan.NANOSECONDS)
  public long lifetime;

  @Label("Closed By")
  public @Nullable String closedBy;

  @Label("JVM Id")
  public @Nullable String jvmId;
}

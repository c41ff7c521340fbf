package io.tuplewatch.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * The network namespace this JVM connects from and the kernel settings that govern port selection,
 * at the start of every chunk, and within 10 s of a change. A number the kernel does not have, or
 * does not show to this process, is -1.
 */
@Name(NetworkSettings.NAME)
@Label("Network Settings")
@Category("Tuplewatch")
@Description("Kernel settings that govern source port selection, and clock offset")
@Period("beginChunk")
@StackTrace(false)
public final class NetworkSettings extends Event {

  /** The event's name in a recording. */
  public static final String NAME = "tuplewatch.NetworkSettings";

  @Label("JVM Id")
  public @Nullable String jvmId;

  @Label("Host Name")
  public @Nullable String hostName;

  @Label("Kernel Release")
  public @Nullable String kernelRelease;

  @Label("Boot Id")
  public @Nullable String bootId;

  @Label("Network Namespace")
  @Description("Inode of the network namespace; -1 = unknown")
  public long networkNamespace;

  @Label("Container Id")
  public @Nullable String containerId;

  @Label("Ephemeral Low")
  public long ephemeralLow;

  @Label("Ephemeral High")
  public long ephemeralHigh;

  @Label("TCP TIME_WAIT Reuse")
  public int tcpTwReuse;

  @Label("TCP TIME_WAIT Reuse Delay")
  @Description("Milliseconds")
  public int tcpTwReuseDelay;

  @Label("TCP SYN Retries")
  public int tcpSynRetries;

  @Label("TCP SYN Linear Timeouts")
  public int tcpSynLinearTimeouts;

  @Label("Port Step Width")
  public int portStepWidth;

  @Label("Retry Random Port")
  public int retryRandomPort;

  @Label("TCP Max TIME_WAIT Buckets")
  public int tcpMaxTwBuckets;

  @Label("IP Nonlocal Bind")
  public int ipNonlocalBind;

  @Label("Conntrack TIME_WAIT Timeout")
  @Description("Seconds; -1 = netfilter tracks no connections here")
  public int conntrackTimeWait;

  @Label("Conntrack CLOSE Timeout")
  @Description("Seconds; -1 = netfilter tracks no connections here")
  public int conntrackClose;

  @Label("Previously Read At")
  @Description(
      "When the settings before these were last found unchanged; the first of a JVM has none")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  public long previouslyReadAt;

  @Label("Reserved Ports")
  @Description(
      "Text of ip_local_reserved_ports; in every chunk, so that a recording that has rolled over has it")
  public @Nullable String reservedPorts;

  @Label("Reserved Ports Hash")
  @Description("FNV-1a of that text")
  public long reservedPortsHash;

  @Label("Monotonic Offset")
  @Description("Epoch time minus CLOCK_MONOTONIC")
  @Timespan(Timespan.NANOSECONDS)
  public long monotonicOffset;
}

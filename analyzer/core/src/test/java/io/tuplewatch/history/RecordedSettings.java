package io.tuplewatch.history;

import io.tuplewatch.recording.SettingsEvent;
import org.jspecify.annotations.Nullable;

/**
 * Kernel settings as the agent records them. Without another word they are those of JVM 7 on host h
 * with Linux 6.1, the kernel's default range of ports, no reserved ones, and its default timers of
 * SYNs; what only newer agents record is not known. Not thread-safe.
 */
public final class RecordedSettings {

  private final long time;
  private long jvmId = 7;
  private @Nullable String hostName = "h";
  private @Nullable String kernelRelease = "6.1";
  private @Nullable String bootId = "boot";
  private long networkNamespace = 4_026_531_840L;
  private @Nullable String containerId;
  private int ephemeralLow = 32_768;
  private int ephemeralHigh = 60_999;
  private int tcpTwReuse = 2;
  private int tcpTwReuseDelay = -1;
  private int tcpSynRetries = 6;
  private int tcpSynLinearTimeouts = 4;
  private int portStepWidth = -1;
  private int retryRandomPort = -1;
  private @Nullable String reservedPorts;
  private long reservedPortsHash;
  private long monotonicOffset;
  private long previouslyReadAt = SettingsEvent.UNKNOWN;

  private RecordedSettings(long time) {
    this.time = time;
  }

  /** Read at a time, ns since the epoch. */
  public static RecordedSettings at(long time) {
    return new RecordedSettings(time);
  }

  /** The same as others at another time, of any JVM. */
  public static RecordedSettings like(SettingsEvent other, long time) {
    return at(time)
        .jvm(other.jvmId())
        .host(other.hostName())
        .kernel(other.kernelRelease())
        .boot(other.bootId())
        .namespace(other.networkNamespace())
        .container(other.containerId())
        .ports(other.ephemeralLow(), other.ephemeralHigh())
        .twReuse(other.tcpTwReuse(), other.tcpTwReuseDelay())
        .syns(other.tcpSynRetries(), other.tcpSynLinearTimeouts())
        .selection(other.portStepWidth(), other.retryRandomPort())
        .reserved(other.reservedPorts(), other.reservedPortsHash())
        .offset(other.monotonicOffset());
  }

  public RecordedSettings jvm(long id) {
    jvmId = id;
    return this;
  }

  public RecordedSettings host(@Nullable String name) {
    hostName = name;
    return this;
  }

  public RecordedSettings kernel(@Nullable String release) {
    kernelRelease = release;
    return this;
  }

  public RecordedSettings boot(@Nullable String id) {
    bootId = id;
    return this;
  }

  public RecordedSettings namespace(long inode) {
    networkNamespace = inode;
    return this;
  }

  public RecordedSettings container(@Nullable String id) {
    containerId = id;
    return this;
  }

  /** {@code ip_local_port_range}. */
  public RecordedSettings ports(int low, int high) {
    ephemeralLow = low;
    ephemeralHigh = high;
    return this;
  }

  /** {@code tcp_tw_reuse} and its delay, ms. */
  public RecordedSettings twReuse(int reuse, int delay) {
    tcpTwReuse = reuse;
    tcpTwReuseDelay = delay;
    return this;
  }

  /** {@code tcp_syn_retries} and {@code tcp_syn_linear_timeouts}. */
  public RecordedSettings syns(int retries, int linearTimeouts) {
    tcpSynRetries = retries;
    tcpSynLinearTimeouts = linearTimeouts;
    return this;
  }

  /** {@code ip_local_port_step_width} and {@code ip_retry_random_port}. */
  public RecordedSettings selection(int stepWidth, int retryRandom) {
    portStepWidth = stepWidth;
    retryRandomPort = retryRandom;
    return this;
  }

  /** {@code ip_local_reserved_ports}, and the agent's hash of them. */
  public RecordedSettings reserved(@Nullable String ports, long hash) {
    reservedPorts = ports;
    reservedPortsHash = hash;
    return this;
  }

  /** What the JVM's monotonic clock is behind the epoch, ns. */
  public RecordedSettings offset(long nanos) {
    monotonicOffset = nanos;
    return this;
  }

  /** When they had been read before, ns since the epoch. */
  public RecordedSettings previouslyReadAt(long before) {
    previouslyReadAt = before;
    return this;
  }

  public SettingsEvent event() {
    return new SettingsEvent(
        jvmId,
        time,
        hostName,
        kernelRelease,
        bootId,
        networkNamespace,
        containerId,
        ephemeralLow,
        ephemeralHigh,
        tcpTwReuse,
        tcpTwReuseDelay,
        tcpSynRetries,
        tcpSynLinearTimeouts,
        portStepWidth,
        retryRandomPort,
        reservedPorts,
        reservedPortsHash,
        monotonicOffset,
        -1,
        -1,
        -1,
        -1,
        previouslyReadAt);
  }
}

package io.tuplewatch.history;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One host of a fleet, with one JVM: histories under its own names, address and clock.
 *
 * @param skew how far its wall clock is ahead
 */
public record FleetHost(
    long jvmId,
    String hostName,
    String bootId,
    long networkNamespace,
    String localAddress,
    Duration skew,
    List<Part> parts) {

  private static final long IDS_OF_A_PART = 1L << 32;

  /**
   * What the host does besides.
   *
   * @param firstEndpoint number of its first destination in the fleet
   */
  public record Part(LabelledHistory history, int firstEndpoint) {}

  /** A host that does nothing yet. */
  public FleetHost(
      long jvmId, String hostName, String bootId, long namespace, String address, Duration skew) {
    this(jvmId, hostName, bootId, namespace, address, skew, new ArrayList<>());
  }

  /** Plays a setting of one JVM, whose destinations are endpoints of the fleet from this one on. */
  public FleetHost plays(Setting setting, int firstEndpoint) {
    parts.add(new Part(HistoryGenerator.play(setting), firstEndpoint));
    return this;
  }

  /** How many of its connects a firewall stopped, to any of its endpoints. */
  public long stopped() {
    return parts.stream()
        .flatMap(part -> part.history().attempts().stream())
        .filter(attempt -> attempt.cause() == TrueCause.FIREWALL)
        .count();
  }

  /** Everything that its agent recorded, as one chunk. */
  public ChunkEvents chunk() {
    List<ChunkEvents> chunks = parts.stream().map(part -> part.history().chunks().get(0)).toList();
    long end = chunks.stream().mapToLong(ChunkEvents::end).max().orElseThrow();
    ChunkEvents all = ChunkEvents.between(shifted(chunks.get(0).start()), shifted(end));
    chunks.get(0).settings().forEach(settings -> all.settings().add(own(settings)));
    for (int part = 0; part < chunks.size(); part++) {
      int first = parts.get(part).firstEndpoint();
      for (ConnectEvent event : chunks.get(part).connects()) {
        all.connects().add(own(event, part * IDS_OF_A_PART, first));
      }
      for (CloseEvent event : chunks.get(part).closes()) {
        all.closes().add(own(event, part * IDS_OF_A_PART, first));
      }
    }
    if (chunks.size() == 1) {
      chunks.get(0).hostTcp().forEach(event -> all.hostTcp().add(own(event)));
    }
    return all;
  }

  private long shifted(long time) {
    return time + skew.toNanos();
  }

  private static String endpoint(String address, int firstEndpoint) {
    int lastDot = address.lastIndexOf('.');
    return RecordedEvents.address(
        Integer.parseInt(address.substring(lastDot + 1)) - 1 + firstEndpoint);
  }

  private ConnectEvent own(ConnectEvent event, long firstId, int firstEndpoint) {
    return new ConnectEvent(
        jvmId,
        firstId + event.connectionId(),
        shifted(event.start()),
        shifted(event.end()),
        event.host(),
        endpoint(event.address(), firstEndpoint),
        event.port(),
        event.localAddress().equals("0.0.0.0") ? "0.0.0.0" : localAddress,
        event.localPort(),
        event.bound(),
        event.outcome(),
        event.exceptionClass(),
        event.exceptionMessage(),
        event.timeoutMillis(),
        event.api(),
        event.callSite(),
        null);
  }

  private CloseEvent own(CloseEvent event, long firstId, int firstEndpoint) {
    return new CloseEvent(
        jvmId,
        firstId + event.connectionId(),
        shifted(event.time()),
        event.host(),
        endpoint(event.address(), firstEndpoint),
        event.port(),
        localAddress,
        event.localPort(),
        event.closedBy());
  }

  private HostTcpEvent own(HostTcpEvent event) {
    return new HostTcpEvent(jvmId, shifted(event.time()), event.activeOpens(), 120, 30);
  }

  private SettingsEvent own(SettingsEvent event) {
    return new SettingsEvent(
        jvmId,
        shifted(event.time()),
        hostName,
        event.kernelRelease(),
        bootId,
        networkNamespace,
        event.containerId(),
        event.ephemeralLow(),
        event.ephemeralHigh(),
        event.tcpTwReuse(),
        event.tcpTwReuseDelay(),
        event.tcpSynRetries(),
        event.tcpSynLinearTimeouts(),
        event.portStepWidth(),
        event.retryRandomPort(),
        event.reservedPorts(),
        event.reservedPortsHash(),
        shifted(event.monotonicOffset()));
  }
}

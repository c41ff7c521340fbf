package io.tuplewatch.history;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  /** The connects that began in a part of the recording, with their closes, as one chunk. */
  public ChunkEvents chunkBetween(Duration begin, Duration end) {
    ChunkEvents all = chunk();
    long from = all.start() + begin.toNanos();
    long to = Math.min(all.end(), all.start() + end.toNanos());
    ChunkEvents part = ChunkEvents.between(from, to);
    part.settings().addAll(all.settings());
    Set<Long> ids = new HashSet<>();
    for (ConnectEvent event : all.connects()) {
      if (event.start() >= from && event.start() < to) {
        ids.add(event.connectionId());
        part.connects().add(event);
      }
    }
    all.closes().stream()
        .filter(event -> ids.contains(event.connectionId()))
        .forEach(part.closes()::add);
    return part;
  }

  /** Everything in so many chunks of equal length, an event in that in which it ended. */
  public List<ChunkEvents> chunks(int count) {
    ChunkEvents all = chunk();
    long length = (all.end() - all.start()) / count;
    List<ChunkEvents> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long from = all.start() + i * length;
      long to = i == count - 1 ? all.end() : from + length;
      ChunkEvents chunk = ChunkEvents.between(from, to);
      long before = i == 0 ? Long.MIN_VALUE : from;
      long behind = i == count - 1 ? Long.MAX_VALUE : to;
      all.settings().forEach(settings -> chunk.settings().add(at(from, settings)));
      all.connects().stream()
          .filter(event -> event.end() >= before && event.end() < behind)
          .forEach(chunk.connects()::add);
      all.closes().stream()
          .filter(event -> event.time() >= before && event.time() < behind)
          .forEach(chunk.closes()::add);
      all.hostTcp().stream()
          .filter(event -> event.time() >= before && event.time() < behind)
          .forEach(chunk.hostTcp()::add);
      chunks.add(chunk);
    }
    return chunks;
  }

  private static SettingsEvent at(long time, SettingsEvent event) {
    return with(
        event.jvmId(),
        time,
        event.hostName(),
        event.bootId(),
        event.networkNamespace(),
        event.monotonicOffset(),
        event);
  }

  /** The same sysctls of another JVM, host or time. */
  private static SettingsEvent with(
      long jvmId,
      long time,
      String hostName,
      String bootId,
      long networkNamespace,
      long monotonicOffset,
      SettingsEvent event) {
    return RecordedSettings.like(event, time)
        .jvm(jvmId)
        .host(hostName)
        .boot(bootId)
        .namespace(networkNamespace)
        .offset(monotonicOffset)
        .event();
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
    return with(
        jvmId,
        shifted(event.time()),
        hostName,
        bootId,
        networkNamespace,
        shifted(event.monotonicOffset()),
        event);
  }
}

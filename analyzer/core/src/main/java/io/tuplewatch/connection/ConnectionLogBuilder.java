package io.tuplewatch.connection;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.SettingsEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects the events of all chunks and joins them. Takes chunks in any order, and the same chunk
 * more than once (two dumps of one JVM). Memory grows with the connections. Not thread-safe.
 */
public final class ConnectionLogBuilder {

  /** First and last moment of some events, epoch ns. */
  private record Span(long first, long last) {
    Span and(Span other) {
      return new Span(Math.min(first, other.first), Math.max(last, other.last));
    }
  }

  private final Map<Connection.Id, Connection> connections = new LinkedHashMap<>();
  private final Map<Long, JvmHistory> jvms = new TreeMap<>();
  private final Quality quality = new Quality();
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  /** Takes the events of one chunk. */
  public void add(ChunkEvents chunk) {
    Map<Long, Span> byJvm = new HashMap<>();
    for (SettingsEvent settings : chunk.settings()) {
      jvm(settings.jvmId()).add(chunk.start(), settings);
      byJvm.merge(settings.jvmId(), new Span(settings.time(), settings.time()), Span::and);
    }
    for (ConnectEvent connect : chunk.connects()) {
      if (addConnect(chunk.start(), connect)) {
        byJvm.merge(connect.jvmId(), new Span(connect.start(), connect.end()), Span::and);
      }
    }
    for (CloseEvent close : chunk.closes()) {
      if (addClose(chunk.start(), close)) {
        byJvm.merge(close.jvmId(), new Span(close.time(), close.time()), Span::and);
      }
    }
    byJvm.forEach((jvmId, events) -> addSpan(chunk, jvmId, events));
  }

  private void addSpan(ChunkEvents chunk, long jvmId, Span events) {
    from = Math.min(from, events.first());
    to = Math.max(to, events.last());
    if (chunk.whole()) {
      jvm(jvmId).recorded(chunk, events.first(), events.last());
    }
  }

  /** Joins what was added; the builder must not be used afterward. */
  public ConnectionLog build(List<Recording> recordings) {
    UseJoin join = new UseJoin(this::jvm, quality);
    connections.values().forEach(join::add);
    List<Use> uses = join.uses();
    boolean anyEvent = from <= to;
    return new ConnectionLog(
        List.copyOf(recordings),
        uses,
        join.withoutTuple(),
        finishedJvms(),
        anyEvent ? from : 0,
        anyEvent ? to : 0,
        quality);
  }

  /** False if the event is unusable. */
  private boolean addConnect(long chunkStart, ConnectEvent event) {
    boolean portsValid =
        isPort(event.port()) && (event.localPort() == 0 || isPort(event.localPort()));
    if (!portsValid || isMissing(event.address())) {
      quality.add(QualityCounter.MALFORMED_EVENTS);
      return false;
    }
    if (!connection(event.jvmId(), event.connectionId()).add(chunkStart, event)) {
      quality.add(QualityCounter.DUPLICATE_EVENTS);
    }
    return true;
  }

  /** False if the event is unusable. */
  private boolean addClose(long chunkStart, CloseEvent event) {
    if (!isPort(event.port()) || !isPort(event.localPort()) || isMissing(event.address())) {
      quality.add(QualityCounter.MALFORMED_EVENTS);
      return false;
    }
    if (!connection(event.jvmId(), event.connectionId()).add(chunkStart, event)) {
      quality.add(QualityCounter.DUPLICATE_EVENTS);
    }
    return true;
  }

  private Connection connection(long jvmId, long number) {
    jvm(jvmId);
    return connections.computeIfAbsent(new Connection.Id(jvmId, number), id -> new Connection());
  }

  private JvmHistory jvm(long jvmId) {
    return jvms.computeIfAbsent(jvmId, JvmHistory::new);
  }

  private Map<Long, Jvm> finishedJvms() {
    Map<Long, Jvm> finished = new HashMap<>();
    jvms.forEach(
        (jvmId, history) -> {
          Jvm jvm = history.toJvm();
          finished.put(jvmId, jvm);
          quality.add(QualityCounter.RECORDING_HOLES, jvm.recorded().holes());
          if (!history.hasNamespace()) {
            quality.add(QualityCounter.JVMS_WITHOUT_NAMESPACE);
          }
        });
    return finished;
  }

  private static boolean isPort(int port) {
    return port >= 1 && port <= 65535;
  }

  private static boolean isMissing(@Nullable String address) {
    return address == null || address.isEmpty();
  }
}

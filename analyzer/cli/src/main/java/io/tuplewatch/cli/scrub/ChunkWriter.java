package io.tuplewatch.cli.scrub;

import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.CountsEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import io.tuplewatch.recording.TimeSpan;
import java.io.IOException;
import java.io.OutputStream;
import jdk.jfr.Event;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.flightrecorder.writer.api.Recording;
import org.openjdk.jmc.flightrecorder.writer.api.Recordings;
import org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin;

/** Writes the events of one chunk, or those of a part of it, as a chunk. Not thread-safe. */
final class ChunkWriter {

  /** Events may begin 52 days before their chunk, and ticks are not negative then. */
  private static final long START_TICKS = 1L << 52;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ChunkEvents chunk;
  private final TimeSpan span;
  private final Recording recording;
  private final ChunkTypes types;
  private long written;

  private ChunkWriter(ChunkEvents chunk, TimeSpan span, Recording recording) {
    this.chunk = chunk;
    this.span = span;
    this.recording = recording;
    this.types = new ChunkTypes(recording);
  }

  /**
   * Writes the events that ended in a span of the chunk.
   *
   * @return how many connects and closes they were
   */
  static long write(ChunkEvents chunk, TimeSpan span, OutputStream out) throws IOException {
    try (Recording recording =
        Recordings.newRecording(
            new KeptOpen(out),
            settings ->
                settings
                    .withTimestamp(span.from())
                    .withStartTicks(START_TICKS)
                    .withDuration(Math.max(1, span.to() - span.from())))) {
      ChunkWriter writer = new ChunkWriter(chunk, span, recording);
      writer.writeRare();
      writer.writeConnects();
      writer.writeCloses();
      return writer.written;
    }
  }

  private boolean isIn(long time) {
    return time >= span.from() && (time <= span.to() || span.to() == chunk.end());
  }

  private void write(Event event, long time) {
    recording.writeEvent(types.event(event, ticks(time), 0));
  }

  private long ticks(long time) {
    return time - span.from() + START_TICKS;
  }

  private void writeRare() {
    chunk.settings().stream().filter(e -> isIn(e.time())).forEach(this::write);
    chunk.statuses().stream().filter(e -> isIn(e.time())).forEach(this::write);
    chunk.hostTcp().stream().filter(e -> isIn(e.time())).forEach(this::write);
    chunk.others().counts().stream().filter(e -> isIn(e.time())).forEach(this::write);
    long lost = chunk.others().lostBytes();
    if (lost > 0) {
      recording.writeEvent(
          recording
              .registerType(
                  "jdk.DataLoss",
                  "jdk.jfr.Event",
                  type ->
                      type.addField("startTime", Builtin.LONG)
                          .addField("amount", Builtin.LONG)
                          .addField("total", Builtin.LONG))
              .asValue(
                  value ->
                      value
                          .putField("startTime", START_TICKS)
                          .putField("amount", lost)
                          .putField("total", lost)));
    }
  }

  private void writeConnects() {
    ConnectEvents connects = chunk.connects();
    for (int row = 0; row < connects.size(); row++) {
      if (isIn(connects.end(row))) {
        write(connects, row);
        written++;
      }
    }
  }

  private void write(ConnectEvents connects, int row) {
    ConnectEvent from = connects.get(row);
    SocketConnect event = new SocketConnect();
    event.jvmId = JvmId.text(from.jvmId());
    event.connectionId = from.connectionId();
    event.host = from.host();
    event.address = from.address();
    event.port = from.port();
    event.localAddress = from.localAddress();
    event.localPort = from.localPort();
    event.bound = from.bound();
    event.outcome = from.outcome();
    event.exceptionClass = from.exceptionClass();
    event.exceptionMessage = from.exceptionMessage();
    event.timeout = from.timeoutMillis();
    event.api = from.api();
    int pattern = connects.pattern(row);
    event.sincePreviousUse = orNotKnown(connects.sincePreviousUse(row));
    event.previousOutcome = text(connects.patterns().previousOutcome(pattern));
    event.previousClosedBy = text(connects.patterns().previousClosedBy(pattern));
    event.sinceConnectedUse = orNotKnown(connects.sinceConnectedUse(row));
    long duration = from.end() - from.start();
    recording.writeEvent(
        types.event(
            event,
            ticks(from.start()),
            duration,
            types.stackTrace(from.callSite()),
            types.thread(from.threadPool())));
  }

  private @Nullable String text(int number) {
    return chunk.dictionary().texts().get(number);
  }

  private static long orNotKnown(long span) {
    return span < 0 ? Long.MAX_VALUE : span;
  }

  private void writeCloses() {
    for (CloseEvent from : chunk.closes()) {
      if (isIn(from.time())) {
        SocketClose event = new SocketClose();
        event.jvmId = JvmId.text(from.jvmId());
        event.connectionId = from.connectionId();
        event.host = from.host();
        event.address = from.address();
        event.port = from.port();
        event.localAddress = from.localAddress();
        event.localPort = from.localPort();
        event.closedBy = from.closedBy();
        write(event, from.time());
        written++;
      }
    }
  }

  private void write(SettingsEvent from) {
    NetworkSettings event = new NetworkSettings();
    event.jvmId = JvmId.text(from.jvmId());
    event.hostName = from.hostName();
    event.kernelRelease = from.kernelRelease();
    event.bootId = from.bootId();
    event.networkNamespace = from.networkNamespace();
    event.containerId = from.containerId();
    event.ephemeralLow = from.ephemeralLow();
    event.ephemeralHigh = from.ephemeralHigh();
    event.tcpTwReuse = from.tcpTwReuse();
    event.tcpTwReuseDelay = from.tcpTwReuseDelay();
    event.tcpSynRetries = from.tcpSynRetries();
    event.tcpSynLinearTimeouts = from.tcpSynLinearTimeouts();
    event.portStepWidth = from.portStepWidth();
    event.retryRandomPort = from.retryRandomPort();
    event.tcpMaxTwBuckets = from.tcpMaxTwBuckets();
    event.ipNonlocalBind = from.ipNonlocalBind();
    event.conntrackTimeWait = from.conntrackTimeWait();
    event.conntrackClose = from.conntrackClose();
    event.previouslyReadAt =
        from.previouslyReadAt() == SettingsEvent.UNKNOWN
            ? 0
            : from.previouslyReadAt() / NANOS_PER_MILLI;
    event.reservedPorts = from.reservedPorts();
    event.reservedPortsHash = from.reservedPortsHash();
    event.monotonicOffset = from.monotonicOffset();
    write(event, from.time());
  }

  private void write(StatusEvent from) {
    AgentStatus event = new AgentStatus();
    event.jvmId = JvmId.text(from.jvmId());
    event.connects = from.connects();
    event.closes = from.closes();
    event.failedBinds = from.failedBinds();
    event.suppressedErrors = from.suppressedErrors();
    event.events = from.everyUseWritten() ? "all" : "some";
    event.destinations = from.everyUseWritten() && !from.everyEventWritten() ? "(removed)" : null;
    write(event, from.time());
  }

  private void write(HostTcpEvent from) {
    HostTcp event = new HostTcp();
    event.jvmId = JvmId.text(from.jvmId());
    event.activeOpens = from.activeOpens();
    event.inUse = from.inUse();
    event.timeWait = from.timeWait();
    write(event, from.time());
  }

  private void write(CountsEvent from) {
    ConnectCounts event = new ConnectCounts();
    event.jvmId = JvmId.text(from.jvmId());
    event.address = from.address();
    event.port = from.port();
    event.connects = from.connects();
    event.failures = from.failures();
    event.earlyReuses = from.earlyReuses();
    event.failedEarlyReuses = from.failedEarlyReuses();
    event.firstUses = from.firstUses();
    write(event, from.time());
  }
}

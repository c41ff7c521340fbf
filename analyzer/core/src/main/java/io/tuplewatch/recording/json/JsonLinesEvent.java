package io.tuplewatch.recording.json;

import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
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
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an agent's JSON lines, turned into the event it stands for. */
final class JsonLinesEvent {

  private static final long SECOND = 1_000_000_000L;

  private final Map<String, Object> fields;
  private final long start;

  private JsonLinesEvent(Map<String, Object> fields, long start) {
    this.fields = fields;
    this.start = start;
  }

  static JsonLinesEvent parse(String line) throws IOException {
    Map<String, Object> fields = FlatJson.parse(line);
    if (!(fields.get("startTime") instanceof String time)) {
      throw new IOException("has no startTime");
    }
    try {
      Instant start = Instant.parse(time);
      long seconds = Math.multiplyExact(start.getEpochSecond(), SECOND);
      return new JsonLinesEvent(fields, Math.addExact(seconds, start.getNano()));
    } catch (DateTimeException | ArithmeticException e) {
      throw new IOException("has a startTime that is none");
    }
  }

  /** Epoch ns. */
  long start() {
    return start;
  }

  /** Adds it where its kind belongs; a kind that is not known is left out. */
  void addTo(ChunkEvents events) {
    switch (String.valueOf(fields.get("event"))) {
      case SocketConnect.NAME -> addConnect(events);
      case SocketClose.NAME -> events.closes().add(close());
      case NetworkSettings.NAME -> events.settings().add(settings());
      case AgentStatus.NAME -> events.statuses().add(status());
      case HostTcp.NAME -> events.hostTcp().add(hostTcp());
      case ConnectCounts.NAME -> events.others().add(counts());
      default -> {}
    }
  }

  /** How many events an AgentStatus says were dropped before they reached the file. */
  long dropped() {
    return Math.max(0, number("droppedEvents", 0));
  }

  private void addConnect(ChunkEvents events) {
    ConnectEvents connects = events.connects();
    connects.add(connect());
    connects.setPreviousUse(
        number("sincePreviousUse", -1),
        number("sinceConnectedUse", -1),
        text("previousOutcome"),
        text("previousClosedBy"));
  }

  private ConnectEvent connect() {
    return new ConnectEvent(
        number("jvmId", 0),
        number("connectionId", 0),
        start,
        start + Math.max(0, number("duration", 0)),
        text("host"),
        text("address"),
        integer("port"),
        text("localAddress"),
        integer("localPort"),
        Boolean.TRUE.equals(fields.get("bound")),
        text("outcome"),
        text("exceptionClass"),
        text("exceptionMessage"),
        Math.max(0, number("timeout", 0)),
        text("api"),
        text("callSite"));
  }

  private CloseEvent close() {
    return new CloseEvent(
        number("jvmId", 0),
        number("connectionId", 0),
        start,
        text("host"),
        text("address"),
        integer("port"),
        text("localAddress"),
        integer("localPort"),
        text("closedBy"));
  }

  private SettingsEvent settings() {
    return new SettingsEvent(
        number("jvmId", 0),
        start,
        text("hostName"),
        text("kernelRelease"),
        text("bootId"),
        number("networkNamespace", -1),
        text("containerId"),
        integer("ephemeralLow"),
        integer("ephemeralHigh"),
        integer("tcpTwReuse"),
        integer("tcpTwReuseDelay"),
        integer("tcpSynRetries"),
        integer("tcpSynLinearTimeouts"),
        integer("portStepWidth"),
        integer("retryRandomPort"),
        text("reservedPorts"),
        number("reservedPortsHash", 0),
        number("monotonicOffset", SettingsEvent.UNKNOWN),
        integer("tcpMaxTwBuckets"),
        integer("ipNonlocalBind"),
        integer("conntrackTimeWait"),
        integer("conntrackClose"),
        SettingsEvent.epochNanos(number("previouslyReadAt", 0)));
  }

  private StatusEvent status() {
    return StatusEvent.of(
        number("jvmId", 0),
        start,
        number("connects", 0),
        number("closes", 0),
        number("suppressedErrors", 0),
        text("events"),
        text("destinations"));
  }

  private HostTcpEvent hostTcp() {
    return new HostTcpEvent(
        number("jvmId", 0),
        start,
        number("activeOpens", -1),
        number("inUse", -1),
        number("timeWait", -1));
  }

  private CountsEvent counts() {
    return new CountsEvent(
        number("jvmId", 0),
        start,
        text("address"),
        integer("port"),
        number("connects", 0),
        number("failures", 0),
        number("earlyReuses", 0),
        number("failedEarlyReuses", 0),
        number("firstUses", 0));
  }

  private @Nullable String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  private long number(String field, long missing) {
    return fields.get(field) instanceof Long number ? number : missing;
  }

  private int integer(String field) {
    long number = number(field, -1);
    return (int) number == number ? (int) number : -1;
  }
}

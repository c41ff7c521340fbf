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
import io.tuplewatch.recording.EventFields;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of an agent's JSON lines, turned into the event it stands for. */
final class JsonLinesEvent implements EventFields {

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

  @Override
  public long start() {
    return start;
  }

  /** Adds it where its kind belongs; a kind that is not known is left out. */
  void addTo(ChunkEvents events) {
    switch (String.valueOf(fields.get("event"))) {
      case SocketConnect.NAME -> addConnect(events);
      case SocketClose.NAME -> events.closes().add(close());
      case NetworkSettings.NAME -> events.settings().add(SettingsEvent.of(this));
      case AgentStatus.NAME -> events.statuses().add(StatusEvent.of(this));
      case HostTcp.NAME -> events.hostTcp().add(HostTcpEvent.of(this));
      case ConnectCounts.NAME -> events.others().add(CountsEvent.of(this));
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
        number(FieldNames.SINCE_PREVIOUS_USE, -1),
        number(FieldNames.SINCE_CONNECTED_USE, -1),
        text(FieldNames.PREVIOUS_OUTCOME),
        text(FieldNames.PREVIOUS_CLOSED_BY));
  }

  private ConnectEvent connect() {
    return new ConnectEvent(
        jvmId(),
        number(FieldNames.CONNECTION_ID, 0),
        start,
        start + Math.max(0, number(FieldNames.DURATION, 0)),
        text(FieldNames.HOST),
        text(FieldNames.ADDRESS),
        integer(FieldNames.PORT),
        text(FieldNames.LOCAL_ADDRESS),
        integer(FieldNames.LOCAL_PORT),
        Boolean.TRUE.equals(fields.get(FieldNames.BOUND)),
        text(FieldNames.OUTCOME),
        text(FieldNames.EXCEPTION_CLASS),
        text(FieldNames.EXCEPTION_MESSAGE),
        Math.max(0, number(FieldNames.TIMEOUT, 0)),
        text(FieldNames.API),
        text("callSite"),
        null);
  }

  private CloseEvent close() {
    return new CloseEvent(
        jvmId(),
        number(FieldNames.CONNECTION_ID, 0),
        start,
        text(FieldNames.HOST),
        text(FieldNames.ADDRESS),
        integer(FieldNames.PORT),
        text(FieldNames.LOCAL_ADDRESS),
        integer(FieldNames.LOCAL_PORT),
        text(FieldNames.CLOSED_BY));
  }

  @Override
  public @Nullable String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  @Override
  public long number(String field, long missing) {
    return fields.get(field) instanceof Long number ? number : missing;
  }
}

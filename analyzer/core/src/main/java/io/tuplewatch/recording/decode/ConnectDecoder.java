package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** {@code tuplewatch.SocketConnect} to {@link ConnectEvents}. */
final class ConnectDecoder extends PatternDecoder {

  private final JvmIdField jvmId;
  private final int connectionId;
  private final int duration;
  private final int stackTrace;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int bound;
  private final int outcome;
  private final int exceptionClass;
  private final int exceptionMessage;
  private final int timeout;
  private final int api;
  private final int sincePreviousUse;
  private final int sinceConnectedUse;
  private final int previousOutcome;
  private final int previousClosedBy;

  ConnectDecoder(RunLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    jvmId = new JvmIdField(layout);
    connectionId = layout.requiredVarint(FieldNames.CONNECTION_ID);
    duration = layout.varintField(FieldNames.DURATION, 0);
    stackTrace = layout.number("stackTrace");
    host = layout.text(FieldNames.HOST);
    address = layout.text(FieldNames.ADDRESS);
    port = layout.number(FieldNames.PORT);
    localAddress = layout.text(FieldNames.LOCAL_ADDRESS);
    localPort = layout.varintField(FieldNames.LOCAL_PORT, -1);
    bound = layout.number(FieldNames.BOUND);
    outcome = layout.text(FieldNames.OUTCOME);
    exceptionClass = layout.text(FieldNames.EXCEPTION_CLASS);
    exceptionMessage = layout.text(FieldNames.EXCEPTION_MESSAGE);
    timeout = layout.number(FieldNames.TIMEOUT);
    api = layout.text(FieldNames.API);
    sincePreviousUse = layout.varintField(FieldNames.SINCE_PREVIOUS_USE, -1);
    sinceConnectedUse = layout.varintField(FieldNames.SINCE_CONNECTED_USE, -1);
    previousOutcome = layout.text(FieldNames.PREVIOUS_OUTCOME);
    previousClosedBy = layout.text(FieldNames.PREVIOUS_CLOSED_BY);
  }

  @Override
  void addTo(ChunkEvents events) {
    long start = startTicks();
    events
        .connects()
        .add(
            layout.varint(connectionId),
            nanosAt(start),
            nanosAt(start + Math.max(0, layout.varint(duration))),
            (int) layout.varint(localPort),
            patternNumber(events),
            layout.varint(sincePreviousUse),
            layout.varint(sinceConnectedUse));
  }

  @Override
  int newPattern(ChunkEvents events) {
    ChunkDictionary dictionary = events.dictionary();
    return events
        .connects()
        .pattern(
            jvmId.textOfLast(),
            dictionary.path(
                values.textAt(localAddress), values.textAt(address), values.intAt(port, -1)),
            values.textAt(outcome),
            dictionary.details(
                ChunkDictionary.both(values.textAt(host), values.textAt(api)),
                ChunkDictionary.both(
                    values.textAt(exceptionClass), values.textAt(exceptionMessage)),
                values.longAt(timeout, 0),
                values.longAt(bound, 0) != 0,
                Texts.NULL,
                values.longAt(stackTrace, 0)),
            values.textAt(previousOutcome),
            values.textAt(previousClosedBy));
  }

  @Override
  void usePatterns(ChunkEvents events, int[] patternOf) {
    events.connects().usePatterns(patternOf);
  }

  @Override
  void drop(ChunkEvents events) {
    events.connects().clear();
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;

/** {@code tuplewatch.SocketConnect} to {@link ConnectEvents}. */
final class ConnectDecoder extends TupleDecoder {

  private final int duration;
  private final int stackTrace;
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

  ConnectDecoder(TupleLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    duration = layout.number(FieldNames.DURATION);
    stackTrace = layout.number("stackTrace");
    bound = layout.number(FieldNames.BOUND);
    outcome = layout.text(FieldNames.OUTCOME);
    exceptionClass = layout.text(FieldNames.EXCEPTION_CLASS);
    exceptionMessage = layout.text(FieldNames.EXCEPTION_MESSAGE);
    timeout = layout.number(FieldNames.TIMEOUT);
    api = layout.text(FieldNames.API);
    sincePreviousUse = layout.number(FieldNames.SINCE_PREVIOUS_USE);
    sinceConnectedUse = layout.number(FieldNames.SINCE_CONNECTED_USE);
    previousOutcome = layout.text(FieldNames.PREVIOUS_OUTCOME);
    previousClosedBy = layout.text(FieldNames.PREVIOUS_CLOSED_BY);
  }

  @Override
  void addTo(ChunkEvents events) {
    ChunkDictionary dictionary = events.dictionary();
    ConnectEvents connects = events.connects();
    int path = path(dictionary);
    int request =
        dictionary.request(
            host(), values.textAt(api), values.longAt(timeout, 0), values.longAt(bound, 0) != 0);
    int failure =
        dictionary.failure(values.textAt(exceptionClass), values.textAt(exceptionMessage));
    int site = dictionary.site(Texts.NULL, values.longAt(stackTrace, 0));
    int pattern =
        connects.pattern(
            jvmId(),
            values.textAt(outcome),
            values.textAt(previousOutcome),
            values.textAt(previousClosedBy));
    connects.add(
        connectionId(),
        start(),
        start(Math.max(0, values.longAt(duration, 0))),
        localPort(),
        pattern,
        path,
        request,
        failure,
        site);
    connects.setPreviousUse(
        values.longAt(sincePreviousUse, -1), values.longAt(sinceConnectedUse, -1));
  }
}

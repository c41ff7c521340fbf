package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.ConnectPatterns;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.SocketConnect} to {@link ConnectEvents}. */
final class ConnectDecoder extends TupleDecoder {

  private final long[] duration;
  private final long[] stackTrace;
  private final long[] eventThread;
  private final long[] bound;
  private final long[] outcome;
  private final long[] exceptionClass;
  private final long[] exceptionMessage;
  private final long[] timeout;
  private final long[] api;
  private final long[] sincePreviousUse;
  private final long[] sinceConnectedUse;
  private final long[] previousOutcome;
  private final long[] previousClosedBy;

  ConnectDecoder(TupleBlock block, ChunkHeader header) throws IOException {
    super(block, header);
    duration = block.numbers(FieldNames.DURATION, 0);
    stackTrace = block.numbers("stackTrace", 0);
    eventThread = block.numbers("eventThread", 0);
    bound = block.numbers(FieldNames.BOUND, 0);
    outcome = block.texts(FieldNames.OUTCOME);
    exceptionClass = block.texts(FieldNames.EXCEPTION_CLASS);
    exceptionMessage = block.texts(FieldNames.EXCEPTION_MESSAGE);
    timeout = block.numbers(FieldNames.TIMEOUT, 0);
    api = block.texts(FieldNames.API);
    sincePreviousUse = block.numbers(FieldNames.SINCE_PREVIOUS_USE, -1);
    sinceConnectedUse = block.numbers(FieldNames.SINCE_CONNECTED_USE, -1);
    previousOutcome = block.texts(FieldNames.PREVIOUS_OUTCOME);
    previousClosedBy = block.texts(FieldNames.PREVIOUS_CLOSED_BY);
  }

  @Override
  void add(ChunkEvents events, int size) {
    ChunkDictionary dictionary = events.dictionary();
    ConnectEvents connects = events.connects();
    ConnectPatterns patterns = connects.patterns();
    for (int row = 0; row < size; row++) {
      int pattern =
          patterns.idOf(
              jvmId(row),
              (int) outcome[row],
              (int) previousOutcome[row],
              (int) previousClosedBy[row]);
      connects.add(
          connectionId[row],
          start(row, 0),
          start(row, Math.max(0, duration[row])),
          (int) localPort[row],
          pattern,
          (int) host[row],
          path[row],
          dictionary.request((int) api[row], timeout[row], bound[row] != 0),
          dictionary.failure((int) exceptionClass[row], (int) exceptionMessage[row]),
          dictionary.siteOf(stackTrace[row], eventThread[row]));
      connects.setPreviousUse(sincePreviousUse[row], sinceConnectedUse[row]);
    }
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.SocketClose} to {@link CloseEvents}. */
final class CloseDecoder extends TupleDecoder {

  private final long[] closedBy;

  CloseDecoder(TupleBlock block, ChunkHeader header) throws IOException {
    super(block, header);
    closedBy = block.texts(FieldNames.CLOSED_BY);
  }

  @Override
  void add(ChunkEvents events, int size) {
    CloseEvents closes = events.closes();
    for (int row = 0; row < size; row++) {
      closes.add(
          connectionId[row],
          start(row, 0),
          (int) localPort[row],
          closes.pattern(jvmId(row), (int) closedBy[row]),
          (int) host[row],
          path[row]);
    }
  }
}

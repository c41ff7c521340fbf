package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.SocketClose} to {@link CloseEvents}. */
final class CloseDecoder extends TupleDecoder {

  private final int closedBy;

  CloseDecoder(TupleLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    closedBy = layout.text(FieldNames.CLOSED_BY);
  }

  @Override
  void addTo(ChunkEvents events) {
    CloseEvents closes = events.closes();
    int path = path(events.dictionary());
    closes.add(
        connectionId(),
        start(),
        localPort(),
        closes.pattern(jvmId(), values.textAt(closedBy)),
        host(),
        path);
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import java.io.IOException;

/** Adds connects or closes, the most of all events. Not thread-safe. */
abstract class TupleDecoder extends EventDecoder {

  private final TupleLayout layout;

  TupleDecoder(TupleLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    this.layout = layout;
  }

  @Override
  final boolean decodeInWindow(ChunkInput in, long end, ChunkEvents events) throws IOException {
    in.limit(end, in.size());
    if (!layout.readInWindow(in)) {
      return false;
    }
    addTo(events);
    return true;
  }
}

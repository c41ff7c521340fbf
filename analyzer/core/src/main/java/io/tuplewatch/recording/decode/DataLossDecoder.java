package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code jdk.DataLoss}: Flight Recorder's buffers were full. */
final class DataLossDecoder extends EventDecoder {

  static final String NAME = "jdk.DataLoss";

  private final int amount;

  DataLossDecoder(EventLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    amount = layout.number("amount");
  }

  @Override
  void addTo(ChunkEvents events) {
    events.others().addLost(values.longAt(amount, 0));
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.SocketClose} to {@link CloseEvents}. */
final class CloseDecoder extends PatternDecoder {

  private final JvmIdField jvmId;
  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int closedBy;

  CloseDecoder(RunLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    jvmId = new JvmIdField(layout);
    connectionId = layout.requiredVarint(FieldNames.CONNECTION_ID);
    host = layout.text(FieldNames.HOST);
    address = layout.text(FieldNames.ADDRESS);
    port = layout.number(FieldNames.PORT);
    localAddress = layout.text(FieldNames.LOCAL_ADDRESS);
    localPort = layout.varintField(FieldNames.LOCAL_PORT, -1);
    closedBy = layout.text(FieldNames.CLOSED_BY);
  }

  @Override
  void addTo(ChunkEvents events) {
    events
        .closes()
        .add(
            layout.varint(connectionId),
            nanosAt(startTicks()),
            (int) layout.varint(localPort),
            patternNumber(events));
  }

  @Override
  int newPattern(ChunkEvents events) {
    return events
        .closes()
        .pattern(
            jvmId.textOfLast(),
            values.textAt(host),
            events
                .dictionary()
                .path(values.textAt(localAddress), values.textAt(address), values.intAt(port, -1)),
            values.textAt(closedBy));
  }

  @Override
  void usePatterns(ChunkEvents events, int[] patternOf) {
    events.closes().usePatterns(patternOf);
  }

  @Override
  void drop(ChunkEvents events) {
    events.closes().clear();
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.SocketClose} to {@link CloseEvents}. */
final class CloseDecoder extends TupleDecoder {

  private final JvmIdField jvmId;
  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int closedBy;

  CloseDecoder(TupleLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    jvmId = new JvmIdField(layout);
    connectionId = layout.requiredNumber(FieldNames.CONNECTION_ID);
    host = layout.text(FieldNames.HOST);
    address = layout.text(FieldNames.ADDRESS);
    port = layout.number(FieldNames.PORT);
    localAddress = layout.text(FieldNames.LOCAL_ADDRESS);
    localPort = layout.number(FieldNames.LOCAL_PORT);
    closedBy = layout.text(FieldNames.CLOSED_BY);
  }

  @Override
  void addTo(ChunkEvents events) {
    CloseEvents closes = events.closes();
    int path =
        events
            .dictionary()
            .path(values.textAt(localAddress), values.textAt(address), values.intAt(port, -1));
    closes.add(
        values.longAt(connectionId, 0),
        start(),
        values.intAt(localPort, -1),
        closes.pattern(jvmId.textOfLast(), values.textAt(closedBy)),
        values.textAt(host),
        path);
  }
}

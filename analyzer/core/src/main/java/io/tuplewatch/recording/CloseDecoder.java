package io.tuplewatch.recording;

import java.io.IOException;

/** {@code tuplewatch.SocketClose} to {@link CloseEvents}. */
final class CloseDecoder extends EventDecoder {

  private final int jvmId;
  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int closedBy;

  CloseDecoder(EventLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    jvmId = layout.requiredNumber("jvmId");
    connectionId = layout.requiredNumber("connectionId");
    host = layout.text("host");
    address = layout.text("address");
    port = layout.number("port");
    localAddress = layout.text("localAddress");
    localPort = layout.number("localPort");
    closedBy = layout.text("closedBy");
  }

  @Override
  void addTo(ChunkEvents events) {
    CloseEvents closes = events.closes();
    int row = closes.add();
    closes.set(row, values.longAt(jvmId, 0), values.longAt(connectionId, 0), start());
    closes.set(
        row,
        values.textAt(host),
        events
            .dictionary()
            .path(values.textAt(localAddress), values.textAt(address), values.intAt(port, -1)),
        values.intAt(localPort, -1),
        values.textAt(closedBy));
  }
}

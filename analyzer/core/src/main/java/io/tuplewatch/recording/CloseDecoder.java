package io.tuplewatch.recording;

import java.io.IOException;
import java.util.Map;

/** {@code tuplewatch.SocketClose} to {@link CloseEvent}. */
final class CloseDecoder extends EventDecoder {

  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int closedBy;

  CloseDecoder(EventLayout layout, ChunkHeader header, Map<String, String> strings)
      throws IOException {
    super(layout, header, strings);
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
    events
        .closes()
        .add(
            new CloseEvent(
                jvmId(),
                values.longAt(connectionId, 0),
                start(),
                text(host),
                text(address),
                values.intAt(port, -1),
                text(localAddress),
                values.intAt(localPort, -1),
                text(closedBy)));
  }
}

package io.tuplewatch.recording;

import java.io.IOException;
import java.util.Map;

/** {@code tuplewatch.SocketConnect} to {@link ConnectEvent}. */
final class ConnectDecoder extends EventDecoder {

  private final CallSites callSites;
  private final int duration;
  private final int stackTrace;
  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;
  private final int bound;
  private final int outcome;
  private final int exceptionClass;
  private final int exceptionMessage;
  private final int timeout;
  private final int api;

  ConnectDecoder(
      EventLayout layout, ChunkHeader header, Map<String, String> strings, CallSites callSites)
      throws IOException {
    super(layout, header, strings);
    this.callSites = callSites;
    duration = layout.number("duration");
    stackTrace = layout.number("stackTrace");
    connectionId = layout.requiredNumber("connectionId");
    host = layout.text("host");
    address = layout.text("address");
    port = layout.number("port");
    localAddress = layout.text("localAddress");
    localPort = layout.number("localPort");
    bound = layout.number("bound");
    outcome = layout.text("outcome");
    exceptionClass = layout.text("exceptionClass");
    exceptionMessage = layout.text("exceptionMessage");
    timeout = layout.number("timeout");
    api = layout.text("api");
  }

  @Override
  void addTo(ChunkEvents events) {
    events
        .connects()
        .add(
            new ConnectEvent(
                jvmId(),
                values.longAt(connectionId, 0),
                start(),
                end(duration),
                text(host),
                text(address),
                values.intAt(port, -1),
                text(localAddress),
                values.intAt(localPort, -1),
                values.longAt(bound, 0) != 0,
                text(outcome),
                text(exceptionClass),
                text(exceptionMessage),
                Math.max(0, values.longAt(timeout, 0)),
                text(api),
                interned(callSites.of(values.longAt(stackTrace, 0)))));
  }
}

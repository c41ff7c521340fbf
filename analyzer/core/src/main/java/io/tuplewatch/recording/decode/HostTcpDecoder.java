package io.tuplewatch.recording.decode;

import io.tuplewatch.events.HostTcp;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;

/** {@code tuplewatch.HostTcp} to {@link HostTcpEvent}. */
final class HostTcpDecoder extends EventDecoder {

  static final String NAME = HostTcp.NAME;

  private final int jvmId;
  private final int activeOpens;
  private final int inUse;
  private final int timeWait;

  HostTcpDecoder(EventLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    jvmId = layout.requiredNumber("jvmId");
    activeOpens = layout.requiredNumber("activeOpens");
    inUse = layout.number("inUse");
    timeWait = layout.number("timeWait");
  }

  @Override
  void addTo(ChunkEvents events) {
    events
        .hostTcp()
        .add(
            new HostTcpEvent(
                values.longAt(jvmId, 0),
                start(),
                values.longAt(activeOpens, 0),
                values.longAt(inUse, -1),
                values.longAt(timeWait, -1)));
  }
}

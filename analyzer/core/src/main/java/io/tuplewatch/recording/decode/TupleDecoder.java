package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import java.io.IOException;

/** Adds connects or closes, the most of all events, which both name a tuple. Not thread-safe. */
abstract class TupleDecoder extends EventDecoder {

  private final TupleLayout layout;
  private final JvmIdField jvmId;
  private final int connectionId;
  private final int host;
  private final int address;
  private final int port;
  private final int localAddress;
  private final int localPort;

  TupleDecoder(TupleLayout layout, ChunkHeader header) throws IOException {
    super(layout, header);
    this.layout = layout;
    jvmId = new JvmIdField(layout);
    connectionId = layout.requiredNumber(FieldNames.CONNECTION_ID);
    host = layout.text(FieldNames.HOST);
    address = layout.text(FieldNames.ADDRESS);
    port = layout.number(FieldNames.PORT);
    localAddress = layout.text(FieldNames.LOCAL_ADDRESS);
    localPort = layout.number(FieldNames.LOCAL_PORT);
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

  /** Number of the JVM id's text. */
  final int jvmId() {
    return jvmId.textOfLast();
  }

  final long connectionId() {
    return values.longAt(connectionId, 0);
  }

  /** Number of the host's text. */
  final int host() {
    return values.textAt(host);
  }

  /** Number of the path in the dictionary. */
  final int path(ChunkDictionary dictionary) {
    return dictionary.path(
        values.textAt(localAddress), values.textAt(address), values.intAt(port, -1));
  }

  /** Source port as recorded; -1 = none. */
  final int localPort() {
    return values.intAt(localPort, -1);
  }
}

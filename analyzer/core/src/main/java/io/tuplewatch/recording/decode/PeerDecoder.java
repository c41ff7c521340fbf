package io.tuplewatch.recording.decode;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code jdk.SocketRead} and {@code jdk.SocketWrite} to {@link Peer}s. */
final class PeerDecoder extends EventDecoder {

  static final String READ = "jdk.SocketRead";
  static final String WRITE = "jdk.SocketWrite";

  /** Reads and writes with one remote side. */
  private static final class Count {
    long events;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;

    void add(long time) {
      events++;
      first = Math.min(first, time);
      last = Math.max(last, time);
    }
  }

  private final Texts texts;
  private final int host;
  private final int address;
  private final int port;
  private final RowIds peers = new RowIds(2);
  private final List<Count> counts = new ArrayList<>();

  PeerDecoder(EventLayout layout, ChunkHeader header, Texts texts) throws IOException {
    super(layout, header);
    this.texts = texts;
    host = layout.text(FieldNames.HOST);
    address = layout.text(FieldNames.ADDRESS);
    port = layout.number(FieldNames.PORT);
  }

  @Override
  void addTo(ChunkEvents events) {
    long names = ChunkDictionary.both(values.textAt(host), values.textAt(address));
    int peer = peers.idOf(names, values.intAt(port, -1));
    if (peer == counts.size()) {
      counts.add(new Count());
    }
    counts.get(peer).add(start());
  }

  @Override
  void finish(ChunkEvents events) {
    for (int i = 0; i < counts.size(); i++) {
      String name = texts.get((int) (peers.get(i, 0) >>> 32));
      String remote = texts.get((int) peers.get(i, 0));
      int remotePort = (int) peers.get(i, 1);
      Count count = counts.get(i);
      if (remote != null && remotePort > 0 && remotePort <= 65535) {
        events
            .others()
            .add(new Peer(name, remote, remotePort, count.events, count.first, count.last));
      }
    }
    counts.clear();
  }
}

package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.recording.Peer;
import java.io.IOException;
import java.util.List;

/** The array {@code peers} of a recording without the agent. */
final class PeersJson {

  private static final int MAX_PEERS = 100;

  private PeersJson() {}

  static void write(List<Peer> peers, JsonGenerator json, JsonValues values) throws IOException {
    json.writeArrayFieldStart("peers");
    for (Peer peer : peers.subList(0, Math.min(MAX_PEERS, peers.size()))) {
      json.writeStartObject();
      json.writeStringField("host", peer.host());
      json.writeStringField("address", peer.address());
      json.writeNumberField("port", peer.port());
      json.writeNumberField("events", peer.events());
      values.time("first", peer.first());
      values.time("last", peer.last());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

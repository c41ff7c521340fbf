package io.tuplewatch.report;

import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.Recording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What a recording without the agent says all the same: hosts and times, and what it lacks. */
final class PeersText {

  private static final int MAX_PEERS = 20;

  private PeersText() {}

  /** Writes nothing for a recording with events of the agent, or without socket events. */
  static void write(Recording recording, PrintWriter out) {
    List<Peer> peers = recording.peers();
    if (peers.isEmpty()) {
      return;
    }
    out.println(
        "    The agent was not loaded. The JDK's own socket events (by default of reads and");
    out.println(
        "    writes of 20 ms and more) name remote sides, but no source port, no connect and no");
    out.println("    failure: whether a four-tuple was used again cannot be told from them.");
    for (Peer peer : peers.subList(0, Math.min(MAX_PEERS, peers.size()))) {
      String host = peer.host() == null || peer.host().isEmpty() ? "" : " (" + peer.host() + ")";
      out.printf(
          Locale.ROOT,
          "      %s: %s, %s to %s UTC%n",
          SafeText.of(peer.address() + ":" + peer.port() + host),
          Wording.count(peer.events(), "event"),
          Wording.time(peer.first()),
          Wording.time(peer.last()));
    }
    if (peers.size() > MAX_PEERS) {
      out.println("      and " + Wording.count(peers.size() - MAX_PEERS, "more remote side"));
    }
  }
}

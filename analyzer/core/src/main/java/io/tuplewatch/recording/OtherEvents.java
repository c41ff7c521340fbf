package io.tuplewatch.recording;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What else a chunk says: lost data, counts of connects that were left out, and whom the JDK's own
 * socket events name. Not thread-safe.
 */
public final class OtherEvents {

  /** Beyond this many peers the others are not kept: a recording must not fill the memory. */
  public static final int MAX_PEERS = 10_000;

  private final Map<String, Peer> peers = new TreeMap<>();
  private final List<CountsEvent> counts = new ArrayList<>();
  private long lostBytes;

  public void add(Peer peer) {
    String key = peer.address() + " " + peer.port();
    if (peers.size() < MAX_PEERS || peers.containsKey(key)) {
      peers.merge(key, peer, Peer::and);
    }
  }

  /** Takes what an agent counted. */
  public void add(CountsEvent event) {
    counts.add(event);
  }

  /** In file order. */
  public List<CountsEvent> counts() {
    return counts;
  }

  public void addLost(long bytes) {
    lostBytes += Math.max(0, bytes);
  }

  void replaceTexts(TextReplacement by) {
    List<Peer> recorded = List.copyOf(peers.values());
    peers.clear();
    recorded.forEach(peer -> add(peer.withTexts(by)));
    counts.replaceAll(event -> event.withTexts(by));
  }

  public void merge(OtherEvents other) {
    other.peers.values().forEach(this::add);
    lostBytes += other.lostBytes;
  }

  /** Does the same, and takes what agents counted. */
  void addAll(OtherEvents other) {
    merge(other);
    counts.addAll(other.counts);
  }

  /** By address and port. */
  public Collection<Peer> peers() {
    return peers.values();
  }

  /** Bytes that Flight Recorder says it lost (jdk.DataLoss). */
  public long lostBytes() {
    return lostBytes;
  }
}

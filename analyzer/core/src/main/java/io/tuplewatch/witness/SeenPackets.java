package io.tuplewatch.witness;

import org.jspecify.annotations.Nullable;

/**
 * The packets of a failed connect, as captured.
 *
 * @param seen what they come to
 * @param left SYNs that left the client; {@link #NOT_KNOWN} without a capture of the client
 * @param arrived SYNs that arrived at the server; {@link #NOT_KNOWN} if no capture can tell
 * @param firstSyn when the first SYN was captured, at the client if there is a capture of it, epoch
 *     ns on the capture's clock; 0 if none was
 * @param sequence of the SYN, all 32 bits
 * @param answer what came back
 * @param answeredAfter from the first SYN to what came back, ns; 0 if nothing did
 * @param answeredBy the address that sent what came back; null if nothing did
 * @param timeToLive of what came back, on arrival, 0 to 255; 0 if nothing did
 * @param usualTimeToLive of the server's SYN-ACKs, on arrival; 0 if none was seen
 * @param translated the tuple as the server saw it, where that differs; null if not
 */
public record SeenPackets(
    Seen seen,
    int left,
    int arrived,
    long firstSyn,
    int sequence,
    Answer answer,
    long answeredAfter,
    @Nullable String answeredBy,
    int timeToLive,
    int usualTimeToLive,
    @Nullable String translated) {

  /** Nobody looked. */
  public static final int NOT_KNOWN = -1;

  /** Stands for a connect of which nothing was captured. */
  public static final SeenPackets NOTHING =
      new SeenPackets(Seen.NOTHING, NOT_KNOWN, NOT_KNOWN, 0, 0, Answer.NONE, 0, null, 0, 0, null);

  /** What came back. */
  public enum Answer {
    /** Nothing, or nobody looked. */
    NONE,
    /** The server's acceptance. */
    SYN_ACK,
    /** A reset. */
    RESET,
    /** An ICMP error. */
    ICMP
  }

  /**
   * Whether the reset that came back had another distance than the server's SYN-ACKs: a sign that
   * it is not the server's, since hosts mostly send both with one initial TTL.
   */
  public boolean resetFromElsewhere() {
    return answer == Answer.RESET && usualTimeToLive != 0 && timeToLive != usualTimeToLive;
  }
}

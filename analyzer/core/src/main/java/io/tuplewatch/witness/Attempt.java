package io.tuplewatch.witness;

import io.tuplewatch.witness.capture.IpAddress;
import io.tuplewatch.witness.capture.Segment;
import org.jspecify.annotations.Nullable;

/**
 * The SYNs of one sequence number on one tuple as one capture shows them, and what was sent in
 * answer. Not thread-safe.
 */
final class Attempt {

  /**
   * SYNs closer together are one packet, captured on several interfaces: Linux sends the next one a
   * second later, 200 ms at the very least.
   */
  private static final long ONE_PACKET = 100_000_000L;

  final int sequence;
  final long sourceHigh;
  final long sourceLow;
  final int sourcePort;
  final long targetHigh;
  final long targetLow;
  final int targetPort;

  /** When the first SYN was captured, epoch ns. */
  final long firstSyn;

  /** When the last SYN was captured, epoch ns. */
  long lastSyn;

  /** SYNs that were sent; one that several interfaces show is one. */
  int syns;

  /** Whether a connect has been found for it. */
  boolean taken;

  /** First SYN-ACK; 0 = none. */
  long synAck;

  /** First reset from the target; 0 = none. */
  long reset;

  /** First ICMP error; 0 = none. */
  long icmp;

  /** The server's own number in the first SYN-ACK, all 32 bits. */
  int synAckSequence;

  int synAckTimeToLive;
  int resetTimeToLive;
  int icmpTimeToLive;
  @Nullable String icmpSender;

  Attempt(Segment syn) {
    sequence = syn.sequence();
    sourceHigh = syn.sourceHigh();
    sourceLow = syn.sourceLow();
    sourcePort = syn.sourcePort();
    targetHigh = syn.targetHigh();
    targetLow = syn.targetLow();
    targetPort = syn.targetPort();
    firstSyn = syn.time();
    lastSyn = syn.time();
    syns = 1;
  }

  /** Whether a segment that acknowledges comes from this attempt's target to its source. */
  boolean answeredBy(Segment segment) {
    return segment.acknowledgment() == sequence + 1
        && segment.targetPort() == sourcePort
        && segment.sourcePort() == targetPort
        && segment.targetLow() == sourceLow
        && segment.targetHigh() == sourceHigh
        && segment.sourceLow() == targetLow
        && segment.sourceHigh() == targetHigh;
  }

  /** Whether a segment, or what an ICMP error quotes, is this attempt's SYN. */
  boolean isSyn(Segment segment) {
    return segment.sequence() == sequence
        && segment.sourcePort() == sourcePort
        && segment.targetPort() == targetPort
        && segment.sourceLow() == sourceLow
        && segment.sourceHigh() == sourceHigh
        && segment.targetLow() == targetLow
        && segment.targetHigh() == targetHigh;
  }

  /** Takes a SYN of this attempt other than its first. */
  void again(Segment syn) {
    syns += syn.time() - lastSyn > ONE_PACKET ? 1 : 0;
    lastSyn = Math.max(lastSyn, syn.time());
  }

  /** Whether the server's answer is one and the same; its number is as rarely equal as a SYN's. */
  boolean sameAnswer(Attempt other) {
    return synAck != 0 && other.synAck != 0 && synAckSequence == other.synAckSequence;
  }

  /** Takes an answer; only the first of each kind counts. */
  void answer(Segment segment) {
    if (segment.icmp() && icmp == 0) {
      icmp = segment.time();
      icmpTimeToLive = segment.timeToLive();
      icmpSender = segment.sender();
    } else if (segment.synAck() && synAck == 0) {
      synAck = segment.time();
      synAckTimeToLive = segment.timeToLive();
      synAckSequence = segment.sequence();
    } else if (segment.reset() && reset == 0) {
      reset = segment.time();
      resetTimeToLive = segment.timeToLive();
    }
  }

  /** The source address as a literal. */
  String source() {
    return new IpAddress(sourceHigh, sourceLow).toString();
  }

  /** The target address as a literal. */
  String target() {
    return new IpAddress(targetHigh, targetLow).toString();
  }

  boolean sameTuple(Attempt other) {
    return sourcePort == other.sourcePort
        && targetPort == other.targetPort
        && sourceLow == other.sourceLow
        && sourceHigh == other.sourceHigh
        && targetLow == other.targetLow
        && targetHigh == other.targetHigh;
  }
}

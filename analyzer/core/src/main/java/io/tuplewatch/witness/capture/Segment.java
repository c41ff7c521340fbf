package io.tuplewatch.witness.capture;

/**
 * A TCP segment that begins or ends a connection, or an ICMP error that quotes one. There are
 * millions, so one object goes from packet to packet: a visitor must not keep it. Not thread-safe.
 *
 * <p>Addresses are two longs, big-endian; IPv4 is mapped to IPv6 (::ffff:0:0/96), as {@link
 * IpAddress} does. Of an ICMP error, addresses, ports and sequence number are those of the quoted
 * segment, which went the other way.
 */
public final class Segment {

  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;
  private static final int ACK = 16;

  long time;
  long sourceHigh;
  long sourceLow;
  long targetHigh;
  long targetLow;
  int sourcePort;
  int targetPort;
  int sequence;
  int acknowledgment;
  int flags;
  int timeToLive;
  boolean icmp;
  int icmpType;
  int icmpCode;
  long senderHigh;
  long senderLow;

  Segment() {}

  /** When it was captured, epoch ns on the clock of the capturing host. */
  public long time() {
    return time;
  }

  /** First half of the source address. */
  public long sourceHigh() {
    return sourceHigh;
  }

  /** Second half of the source address. */
  public long sourceLow() {
    return sourceLow;
  }

  /** First half of the target address. */
  public long targetHigh() {
    return targetHigh;
  }

  /** Second half of the target address. */
  public long targetLow() {
    return targetLow;
  }

  /** 0 to 65535. */
  public int sourcePort() {
    return sourcePort;
  }

  /** 0 to 65535. */
  public int targetPort() {
    return targetPort;
  }

  /** Sequence number, all 32 bits. */
  public int sequence() {
    return sequence;
  }

  /** Acknowledgment number, all 32 bits; 0 in an ICMP error. */
  public int acknowledgment() {
    return acknowledgment;
  }

  /** Time to live or hop limit on arrival, 0 to 255; of an ICMP error that of its own packet. */
  public int timeToLive() {
    return timeToLive;
  }

  /** Whether it is an ICMP error. */
  public boolean icmp() {
    return icmp;
  }

  /** Type of an ICMP error. */
  public int icmpType() {
    return icmpType;
  }

  /** Code of an ICMP error. */
  public int icmpCode() {
    return icmpCode;
  }

  /** Who sent it: the source address, of an ICMP error that of its own packet. */
  public String sender() {
    return icmp ? IpAddress.text(senderHigh, senderLow) : IpAddress.text(sourceHigh, sourceLow);
  }

  /** The source address as a literal. */
  public String source() {
    return IpAddress.text(sourceHigh, sourceLow);
  }

  /** The target address as a literal. */
  public String target() {
    return IpAddress.text(targetHigh, targetLow);
  }

  /** Whether it asks for a connection. */
  public boolean syn() {
    return !icmp && (flags & (SYN | RST | ACK)) == SYN;
  }

  /** Whether it accepts a connection. */
  public boolean synAck() {
    return !icmp && (flags & (SYN | RST | ACK)) == (SYN | ACK);
  }

  /** Whether it resets a connection, or refuses one. */
  public boolean reset() {
    return !icmp && (flags & RST) != 0;
  }

  /** Whether it acknowledges anything. */
  public boolean acknowledges() {
    return !icmp && (flags & ACK) != 0;
  }

  /** Whether it ends one direction of a connection. */
  public boolean fin() {
    return !icmp && (flags & FIN) != 0;
  }

  /** Whether it is one of those that a visitor is shown. */
  boolean telling() {
    return icmp || (flags & (SYN | FIN | RST)) != 0;
  }

  /** For messages: source > target. */
  @Override
  public String toString() {
    return source() + ":" + sourcePort + " > " + target() + ":" + targetPort;
  }
}

package io.tuplewatch.witness.capture;

/**
 * Finds the TCP segment, or the ICMP error that quotes one, in a captured packet. Everything may be
 * cut off or wrong; what cannot be told is left. Not thread-safe.
 *
 * <p>Link layers by their number (tcpdump.org/linktypes.html): BSD loopback (0, 108), Ethernet (1),
 * raw IP (12, 14, 101, 228, 229), Linux cooked v1 (113) and v2 (276); VLAN tags, several too.
 */
final class PacketDecoder {

  /** What a packet was. */
  enum Result {
    /** One to show. */
    TELLING,
    /** Anything else. */
    OTHER,
    /** TCP or an ICMP error, cut off before what would have told. */
    CUT_OFF,
    /** The link layer is one that this does not know. */
    UNKNOWN_LINK
  }

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int TCP = 6;
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  /** Up to and with the flags. */
  private static final int TCP_FLAGS = 14;

  /** What an ICMP error quotes of TCP at least: ports and sequence number. */
  private static final int QUOTED = 8;

  private final Segment segment = new Segment();
  private byte[] bytes = {};
  private int at;
  private int end;

  /** The segment of the last packet that was {@link Result#TELLING}. */
  Segment segment() {
    return segment;
  }

  /** Looks at a packet; {@code link} is its link layer, {@code time} epoch ns. */
  Result decode(int link, long time, byte[] packet, int from, int length) {
    bytes = packet;
    at = from;
    end = from + length;
    segment.time = time;
    int protocol = network(link);
    if (protocol == -1) {
      return Result.UNKNOWN_LINK;
    }
    return protocol == IPV4 || protocol == IPV6 ? network() : Result.OTHER;
  }

  /** Goes to the network layer: its Ethernet type, 0 for none, -1 for an unknown link layer. */
  private int network(int link) {
    return switch (link) {
      case 0, 108 -> raw(4);
      case 1 -> tagged(12, 14);
      case 12, 14, 101, 228, 229 -> raw(0);
      case 113 -> tagged(14, 16);
      case 276 -> tagged(0, 20);
      default -> -1;
    };
  }

  /** IP, told by its own version, behind a header of that length. */
  private int raw(int header) {
    at += header;
    if (at >= end) {
      return 0;
    }
    return switch (bytes[at] >> 4 & 0xF) {
      case 4 -> IPV4;
      case 6 -> IPV6;
      default -> 0;
    };
  }

  /** Behind a header with an Ethernet type; then VLAN tags of four bytes each. */
  private int tagged(int typeAt, int header) {
    if (at + header > end) {
      return 0;
    }
    int type = shortAt(at + typeAt);
    at += header;
    while ((type == 0x8100 || type == 0x88A8 || type == 0x9100) && at + 4 <= end) {
      type = shortAt(at + 2);
      at += 4;
    }
    return type;
  }

  private Result network() {
    int protocol = ip(false);
    if (protocol == TCP) {
      return tcp();
    }
    boolean icmp = protocol == ICMP || protocol == ICMPV6;
    return icmp ? icmp(protocol) : protocol == CUT ? Result.CUT_OFF : Result.OTHER;
  }

  private static final int CUT = -2;
  private static final int NOT_IP = -1;

  /**
   * Takes the addresses and goes behind the header: the protocol, {@link #CUT}, or {@link #NOT_IP},
   * also for a fragment other than the first.
   */
  private int ip(boolean quoted) {
    if (at >= end) {
      return CUT;
    }
    int version = bytes[at] >> 4 & 0xF;
    return version == 4 ? ipv4(quoted) : version == 6 ? ipv6(quoted) : NOT_IP;
  }

  private int ipv4(boolean quoted) {
    int header = 4 * (bytes[at] & 0xF);
    if (header < 20) {
      return NOT_IP;
    }
    if (at + header > end) {
      return CUT;
    }
    boolean laterFragment = (shortAt(at + 6) & 0x1FFF) != 0;
    int protocol = laterFragment ? NOT_IP : bytes[at + 9] & 0xFF;
    segment.sourceHigh = 0;
    segment.targetHigh = 0;
    segment.sourceLow = IpAddress.mapped(intAt(at + 12));
    segment.targetLow = IpAddress.mapped(intAt(at + 16));
    if (!quoted) {
      segment.timeToLive = bytes[at + 8] & 0xFF;
    }
    // What follows the packet is the link's padding. A length of 0 is left to the network card.
    int total = shortAt(at + 2);
    end = quoted || total < header ? end : Math.min(end, at + total);
    at += header;
    return protocol;
  }

  private int ipv6(boolean quoted) {
    if (at + 40 > end) {
      return CUT;
    }
    segment.sourceHigh = longAt(at + 8);
    segment.sourceLow = longAt(at + 16);
    segment.targetHigh = longAt(at + 24);
    segment.targetLow = longAt(at + 32);
    if (!quoted) {
      segment.timeToLive = bytes[at + 7] & 0xFF;
    }
    int payload = shortAt(at + 4);
    int next = bytes[at + 6] & 0xFF;
    at += 40;
    end = quoted || payload == 0 ? end : Math.min(end, at + payload);
    return behindExtensions(next);
  }

  /** Extension headers (RFC 8200): hop-by-hop, routing, fragment, authentication, destination. */
  private int behindExtensions(int first) {
    int next = first;
    while (next == 0 || next == 43 || next == 44 || next == 51 || next == 60) {
      if (at + 8 > end) {
        return CUT;
      }
      if (next == 44 && (shortAt(at + 2) & 0xFFF8) != 0) {
        return NOT_IP;
      }
      int units = bytes[at + 1] & 0xFF;
      int length = next == 44 ? 8 : next == 51 ? 4 * (units + 2) : 8 * (units + 1);
      next = bytes[at] & 0xFF;
      at += length;
    }
    return next;
  }

  private Result tcp() {
    if (at + TCP_FLAGS > end) {
      return Result.CUT_OFF;
    }
    ports();
    segment.acknowledgment = intAt(at + 8);
    segment.flags = bytes[at + 13] & 0xFF;
    segment.icmp = false;
    return segment.telling() ? Result.TELLING : Result.OTHER;
  }

  private void ports() {
    segment.sourcePort = shortAt(at);
    segment.targetPort = shortAt(at + 2);
    segment.sequence = intAt(at + 4);
  }

  private Result icmp(int protocol) {
    if (at + 8 > end) {
      return at < end && !error(protocol, bytes[at] & 0xFF) ? Result.OTHER : Result.CUT_OFF;
    }
    int type = bytes[at] & 0xFF;
    if (!error(protocol, type)) {
      return Result.OTHER;
    }
    segment.icmpType = type;
    segment.icmpCode = bytes[at + 1] & 0xFF;
    segment.senderHigh = segment.sourceHigh;
    segment.senderLow = segment.sourceLow;
    at += 8;
    int quoted = ip(true);
    if (quoted == CUT || (quoted == TCP && at + QUOTED > end)) {
      return Result.CUT_OFF;
    }
    if (quoted != TCP) {
      return Result.OTHER;
    }
    ports();
    segment.acknowledgment = 0;
    segment.flags = 0;
    segment.icmp = true;
    return Result.TELLING;
  }

  /** Unreachable, source quench, time exceeded, parameter problem; too big is not one here. */
  private static boolean error(int protocol, int type) {
    return protocol == ICMP
        ? type == 3 || type == 4 || type == 11 || type == 12
        : type == 1 || type == 3 || type == 4;
  }

  private int shortAt(int index) {
    return (bytes[index] & 0xFF) << 8 | (bytes[index + 1] & 0xFF);
  }

  private int intAt(int index) {
    return shortAt(index) << 16 | shortAt(index + 2);
  }

  private long longAt(int index) {
    return (long) intAt(index) << 32 | Integer.toUnsignedLong(intAt(index + 4));
  }
}

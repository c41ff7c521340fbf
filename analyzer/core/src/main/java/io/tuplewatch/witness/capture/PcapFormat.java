package io.tuplewatch.witness.capture;

import java.io.IOException;

/**
 * The classic format (draft-ietf-opsawg-pcap): a header of 24 bytes, then a header of 16 bytes
 * before each packet. Nothing marks where a packet begins; after damage the next place is searched
 * at which two headers in a row make sense.
 */
final class PcapFormat implements CaptureFormat {

  private static final int FILE_HEADER = 24;
  private static final int PACKET_HEADER = 16;

  /** The longest that tcpdump captures. */
  private static final int LONGEST = 262_144;

  /** Two packets in a row are not further apart than this, s. */
  private static final long NEAR = 86_400;

  private final boolean bigEndian;
  private final int nanosPerUnit;
  private int link;
  private int longest;

  PcapFormat(boolean bigEndian, int nanosPerUnit) {
    this.bigEndian = bigEndian;
    this.nanosPerUnit = nanosPerUnit;
  }

  @Override
  public void read(CaptureInput input, PacketCounts counts) throws IOException {
    if (!input.has(FILE_HEADER)) {
      throw new IOException("it ends within its header");
    }
    int snapLength = input.intAt(16, bigEndian);
    longest =
        snapLength > 0 ? Math.min(CaptureInput.LONGEST, Math.max(LONGEST, snapLength)) : LONGEST;
    link = input.intAt(20, bigEndian) & 0xFFFF; // above it: flags about a checksum
    input.pass(FILE_HEADER);
    long seconds = -1;
    while (input.has(PACKET_HEADER)) {
      int length = input.intAt(8, bigEndian);
      if (!sane(input, 0, seconds)) {
        long damagedFrom = input.passed();
        if (!search(input, seconds)) {
          counts.damage("damaged from byte " + damagedFrom + " on: what came before was used");
          return;
        }
        counts.damage(
            "damaged from byte " + damagedFrom + " to " + input.passed() + ": the rest was used");
        continue;
      }
      if (!input.has(PACKET_HEADER + length)) {
        break;
      }
      seconds = Integer.toUnsignedLong(input.intAt(0, bigEndian));
      long time = seconds * 1_000_000_000L + (long) nanosPerUnit * input.intAt(4, bigEndian);
      input.pass(PACKET_HEADER);
      counts.packet(link, time, input.bytes(), input.position(), length);
      input.pass(length);
    }
    if (!input.atEnd()) {
      counts.problem("it ends within a packet, at byte " + input.passed());
    }
  }

  /** Whether a packet's header may stand so many bytes ahead; {@code after} -1: at any time. */
  private boolean sane(CaptureInput input, int ahead, long after) {
    long seconds = Integer.toUnsignedLong(input.intAt(ahead, bigEndian));
    int fraction = input.intAt(ahead + 4, bigEndian);
    int captured = input.intAt(ahead + 8, bigEndian);
    int original = input.intAt(ahead + 12, bigEndian);
    return captured >= 0
        && captured <= longest
        && original >= 0
        && fraction >= 0
        && (long) fraction * nanosPerUnit < 1_000_000_000L
        && (after < 0 || Math.abs(seconds - after) <= 365 * NEAR);
  }

  /** Goes to the next place where two headers in a row are likely; false if there is none. */
  private boolean search(CaptureInput input, long seconds) throws IOException {
    input.pass(1);
    while (input.has(PACKET_HEADER)) {
      if (likely(input, seconds)) {
        return true;
      }
      input.pass(1);
    }
    return false;
  }

  private boolean likely(CaptureInput input, long after) throws IOException {
    if (!header(input, 0, after)) {
      return false;
    }
    int next = PACKET_HEADER + input.intAt(8, bigEndian);
    long seconds = Integer.toUnsignedLong(input.intAt(0, bigEndian));
    return input.has(next + PACKET_HEADER) && header(input, next, seconds);
  }

  private boolean header(CaptureInput input, int ahead, long after) {
    int captured = input.intAt(ahead + 8, bigEndian);
    long seconds = Integer.toUnsignedLong(input.intAt(ahead, bigEndian));
    return sane(input, ahead, after)
        && captured > 0
        && captured <= input.intAt(ahead + 12, bigEndian)
        && (after < 0 || Math.abs(seconds - after) <= NEAR);
  }
}

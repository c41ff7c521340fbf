package io.tuplewatch.witness.capture;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * pcapng (draft-ietf-opsawg-pcapng): blocks that carry their length at both ends. Sections may
 * differ in byte order, interfaces in link layer and in the unit of their times. After damage the
 * next block is searched that has the same length at both ends.
 */
final class PcapngFormat implements CaptureFormat {

  private static final int SECTION = 0x0A0D0D0A;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int STATISTICS = 5;
  private static final int PACKET = 6;

  /** The shortest block: type, length, length. */
  private static final int SHORTEST = 12;

  private static final int MOST_INTERFACES = 100_000;

  private final List<CapturedInterface> interfaces = new ArrayList<>();
  private boolean bigEndian;
  private boolean inSection;
  private long withoutTime;

  @Override
  public void read(CaptureInput input, PacketCounts counts) throws IOException {
    while (input.has(SHORTEST)) {
      int length = blockLength(input);
      if (length >= 0) {
        block(input, length, counts);
        input.pass(length);
      } else {
        passDamage(input, counts);
      }
    }
    if (!input.atEnd()) {
      counts.problem("it ends within a block, at byte " + input.passed());
    }
    if (withoutTime > 0) {
      counts.problem(withoutTime + " packets without a time (simple packets) were passed over");
    }
  }

  /** Goes to the next block, or to the end. */
  private void passDamage(CaptureInput input, PacketCounts counts) throws IOException {
    long from = input.passed();
    if (search(input)) {
      counts.damage("damaged from byte " + from + " to " + input.passed() + ": the rest was used");
      return;
    }
    counts.damage("it ends within a block, or is damaged, from byte " + from + " on");
    while (input.has(1)) {
      input.pass(1);
    }
  }

  /** The length of the block here, which is all read then; -1 if that is none. */
  private int blockLength(CaptureInput input) throws IOException {
    boolean order = bigEndian;
    if (input.intAt(0, true) == SECTION) {
      int magic = input.intAt(8, true);
      if (magic != 0x1A2B3C4D && magic != 0x4D3C2B1A) {
        return -1;
      }
      order = magic == 0x1A2B3C4D;
    } else if (!inSection) {
      return -1;
    }
    int length = input.intAt(4, order);
    boolean possible = length >= SHORTEST && length <= CaptureInput.LONGEST && length % 4 == 0;
    if (!possible || !input.has(length) || input.intAt(length - 4, order) != length) {
      return -1;
    }
    bigEndian = order;
    inSection = true;
    return length;
  }

  private boolean search(CaptureInput input) throws IOException {
    do {
      input.pass(4);
      if (!input.has(SHORTEST)) {
        return false;
      }
    } while (blockLength(input) < 0);
    return true;
  }

  private void block(CaptureInput input, int length, PacketCounts counts) {
    switch (input.intAt(0, bigEndian)) {
      case SECTION -> interfaces.clear();
      case INTERFACE -> {
        if (length >= 20 && interfaces.size() < MOST_INTERFACES) {
          interfaces.add(CapturedInterface.read(input, length, bigEndian));
        }
      }
      case PACKET -> packet(input, length, input.intAt(8, bigEndian), counts);
      case OLD_PACKET -> packet(input, length, input.shortAt(8, bigEndian), counts);
      case SIMPLE_PACKET -> withoutTime++;
      case STATISTICS -> statistics(input, length, counts);
      default -> {}
    }
  }

  private void packet(CaptureInput input, int length, int number, PacketCounts counts) {
    if (length < 32 || number < 0 || number >= interfaces.size()) {
      counts.damage("a packet of an interface that is not described was passed over");
      return;
    }
    CapturedInterface of = interfaces.get(number);
    int captured = input.intAt(20, bigEndian);
    if (captured < 0 || captured > length - 32) {
      counts.damage("a packet longer than its block was passed over");
      return;
    }
    long high = Integer.toUnsignedLong(input.intAt(12, bigEndian));
    long low = Integer.toUnsignedLong(input.intAt(16, bigEndian));
    long time = of.epochNanos(high << 32 | low);
    counts.packet(of.link(), time, input.bytes(), input.position() + 28, captured);
  }

  /**
   * What the capturing program and the system say they lost (options 5 and 7, 64 bits each), and
   * when capturing ended (option 3, in the interface's units, its halves in order of weight).
   */
  private void statistics(CaptureInput input, int length, PacketCounts counts) {
    int number = length < 24 ? -1 : input.intAt(8, bigEndian);
    Options options = new Options(input, 20, length - 4, bigEndian);
    while (options.next()) {
      if ((options.code() == 5 || options.code() == 7) && options.length() == 8) {
        counts.dropped(Math.max(0, options.number()));
      } else if (options.code() == 3 && number >= 0 && number < interfaces.size()) {
        if (options.length() == 8) {
          counts.until(interfaces.get(number).epochNanos(options.halves()));
        }
      }
    }
  }

  /** The options at the end of a block: code, length, value, padded to four bytes. */
  static final class Options {
    private final CaptureInput input;
    private final boolean bigEndian;
    private final int end;
    private int next;
    private int at;

    Options(CaptureInput input, int from, int end, boolean bigEndian) {
      this.input = input;
      this.bigEndian = bigEndian;
      this.next = from;
      this.end = end;
    }

    /** Goes to the next; false at the end, or where none can be. */
    boolean next() {
      at = next;
      if (at + 4 > end || code() == 0 || at + 4 + length() > end) {
        return false;
      }
      next = at + 4 + (length() + 3 & ~3);
      return true;
    }

    int code() {
      return input.shortAt(at, bigEndian);
    }

    int length() {
      return input.shortAt(at + 2, bigEndian);
    }

    int firstByte() {
      return input.bytes()[input.position() + at + 4] & 0xFF;
    }

    /** A time: two values of four bytes, the higher first in any byte order. */
    long halves() {
      long high = Integer.toUnsignedLong(input.intAt(at + 4, bigEndian));
      return high << 32 | Integer.toUnsignedLong(input.intAt(at + 8, bigEndian));
    }

    /** A value of eight bytes. */
    long number() {
      long first = Integer.toUnsignedLong(input.intAt(at + 4, bigEndian));
      long second = Integer.toUnsignedLong(input.intAt(at + 8, bigEndian));
      return bigEndian ? first << 32 | second : second << 32 | first;
    }
  }
}

package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.CandidateRings;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.BitSet;

/**
 * Which ports a destination could get: what the recording says of it, held against the ports it did
 * get.
 *
 * @param ring the range, the reserved ports and, as bound, blocks that are avoided but not reserved
 * @param rangeRecorded the recorded range holds; else the ports' own
 * @param rangeContradicted a range was recorded, and ports lie outside it
 * @param reservedRecorded a list was recorded, and no port contradicts it
 * @param usedThoughReserved connects on ports that the recorded list reserves
 * @param outsideRange connects on ports outside the recorded range
 */
record AssumedPorts(
    CandidateRing ring,
    boolean rangeRecorded,
    boolean rangeContradicted,
    boolean reservedRecorded,
    int usedThoughReserved,
    int outsideRange) {

  /**
   * Ports that few connects got, against list or range, may have been bound by their application.
   */
  private static final int FEW = 3;

  /** One in so many connects. */
  private static final int RARE = 200;

  static AssumedPorts of(
      ConnectTimeline timeline, SelectionSettings settings, CandidateRings rings) {
    PortRange given = settings.range();
    int outside = given == null ? 0 : countOutside(timeline, given);
    boolean rangeHolds = given != null && !isMuch(outside, timeline.size());
    PortRange range = given != null && rangeHolds ? given : rangeOf(timeline);
    PortSet recorded = settings.reserved() == null ? PortSet.NONE : settings.reserved();
    int used = countReserved(timeline, recorded);
    boolean listHolds = settings.reserved() != null && !isMuch(used, timeline.size());
    PortSet unused = UnusedBlocks.find(timeline, rings.ring(range, PortSet.NONE, PortSet.NONE));
    CandidateRing ring =
        listHolds
            ? rings.ring(range, recorded, mostlyUnreserved(unused, recorded))
            : rings.ring(range, unused.union(notUsed(recorded, timeline)), PortSet.NONE);
    return new AssumedPorts(
        ring, rangeHolds, given != null && !rangeHolds, listHolds, used, outside);
  }

  PortSpace space() {
    return ring.space();
  }

  private static boolean isMuch(int connects, int of) {
    return connects >= FEW && connects > of / RARE;
  }

  private static int countOutside(ConnectTimeline timeline, PortRange range) {
    int outside = 0;
    for (int n = 0; n < timeline.size(); n++) {
      outside +=
          !timeline.is(n, ConnectTimeline.FIXED) && !range.contains(timeline.port(n)) ? 1 : 0;
    }
    return outside;
  }

  private static int countReserved(ConnectTimeline timeline, PortSet reserved) {
    int used = 0;
    for (int n = 0; n < timeline.size(); n++) {
      used += !timeline.is(n, ConnectTimeline.FIXED) && reserved.contains(timeline.port(n)) ? 1 : 0;
    }
    return used;
  }

  /** The kernel's default if all ports lie in it, else from the lowest to the highest. */
  private static PortRange rangeOf(ConnectTimeline timeline) {
    int low = PortRange.MAX_PORT;
    int high = 1;
    for (int n = 0; n < timeline.size(); n++) {
      low = Math.min(low, timeline.port(n));
      high = Math.max(high, timeline.port(n));
    }
    PortRange usual = PortRange.LINUX_DEFAULT;
    return usual.contains(low) && usual.contains(high)
        ? usual
        : new PortRange(Math.min(low, high), high);
  }

  /** Returns the unused blocks that the list does not explain. */
  private static PortSet mostlyUnreserved(PortSet unused, PortSet reserved) {
    BitSet bound = new BitSet();
    for (PortRange block : unused.ranges()) {
      if (10 * reserved.sizeWithin(block) < 9 * block.size()) {
        bound.set(block.low(), block.high() + 1);
      }
    }
    return PortSet.of(bound);
  }

  /** Returns the runs of a wrong list that no connect got. */
  private static PortSet notUsed(PortSet recorded, ConnectTimeline timeline) {
    BitSet used = new BitSet();
    for (int n = 0; n < timeline.size(); n++) {
      used.set(timeline.port(n));
    }
    BitSet kept = new BitSet();
    for (PortRange run : recorded.ranges()) {
      int first = used.nextSetBit(run.low());
      if (first < 0 || first > run.high()) {
        kept.set(run.low(), run.high() + 1);
      }
    }
    return PortSet.of(kept);
  }
}

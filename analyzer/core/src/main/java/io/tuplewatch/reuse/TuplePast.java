package io.tuplewatch.reuse;

import io.tuplewatch.connection.Use;

/** What the uses of one four-tuple so far leave behind. Not thread-safe. */
final class TuplePast {

  /** The earlier use with the latest packet, a {@link PreviousUse}. */
  long previous = PreviousUse.NONE;

  /** When that had started; {@link Use#UNKNOWN} if that is not recorded. */
  long previousStart = Use.UNKNOWN;

  /** When the tuple was free again; the moment of the connect if its close is not known. */
  long freeFrom;

  /** When its last packet was sent; the moment of the connect if its close is not known. */
  long lastPacket;

  /** The last packet may have been later: the close is not known. */
  boolean atLeast;

  /** The tuple had worked, and every idle since was below the timeout. */
  boolean worked;

  /** Whether no use is known. */
  boolean isEmpty() {
    return previous == PreviousUse.NONE;
  }

  /** Whether a use that began then began before the previous one had ended. */
  boolean overlaps(long time) {
    return !isEmpty() && freeFrom - time > UseKind.OVERLAP_TOLERANCE_NANOS;
  }

  /** Whether the previous use ended at a time, ns, or later, as clocks tell it. */
  boolean reaches(long time) {
    return !isEmpty() && time - freeFrom <= UseKind.OVERLAP_TOLERANCE_NANOS;
  }
}

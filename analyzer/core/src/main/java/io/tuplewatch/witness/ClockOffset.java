package io.tuplewatch.witness;

/**
 * How far the server's clock is ahead of the client's, as handshakes seen at both ends show: no
 * packet arrives before it is sent, so each SYN gives an upper bound, each SYN-ACK a lower one.
 *
 * @param lowNanos lower end, ns
 * @param highNanos upper end, ns
 * @param handshakes seen at both ends
 * @param drifts the bounds contradict each other: the clocks ran apart meanwhile, and the ends are
 *     those of all handshakes
 */
public record ClockOffset(long lowNanos, long highNanos, long handshakes, boolean drifts) {

  /** Collects handshakes; O(1) memory. Not thread-safe. */
  static final class Bounds {
    private long low = Long.MIN_VALUE;
    private long high = Long.MAX_VALUE;
    private long lowest = Long.MAX_VALUE;
    private long highest = Long.MIN_VALUE;
    private long handshakes;

    /** Times of a SYN and its SYN-ACK at both ends, each on its own clock, ns. */
    void add(long synLeft, long synArrived, long answerLeft, long answerArrived) {
      long upper = synArrived - synLeft;
      long lower = answerLeft - answerArrived;
      low = Math.max(low, lower);
      high = Math.min(high, upper);
      lowest = Math.min(lowest, lower);
      highest = Math.max(highest, upper);
      handshakes++;
    }

    /** Takes the handshakes of another file, whose clock must be the same. */
    void add(Bounds other) {
      low = Math.max(low, other.low);
      high = Math.min(high, other.high);
      lowest = Math.min(lowest, other.lowest);
      highest = Math.max(highest, other.highest);
      handshakes += other.handshakes;
    }

    boolean known() {
      return handshakes > 0;
    }

    ClockOffset offset() {
      boolean drifts = low > high;
      return new ClockOffset(drifts ? lowest : low, drifts ? highest : high, handshakes, drifts);
    }
  }
}

package io.tuplewatch.selection;

/**
 * Connects to one destination whose candidates never change, within one re-salt window: the loop of
 * {@link Simulation} with everything left out that cannot happen then. Not thread-safe.
 *
 * <p>The kernel divides a 32-bit sum by the span to find each start. Here the start moves with the
 * sum, and only a <b>lap</b>, which ends with the span or where the sum overflows, takes a
 * division.
 */
final class Burst {

  private static final long OVERFLOW = 1L << 32;

  private final PortSpace space;
  private final Candidates candidates;
  private final SelectionAlgorithm.Search search;
  private final Draws draws;
  private final Tally tally;
  private final Selection selection = new Selection();

  private long sum;

  /**
   * @param sum what the first start is the remainder of: 0 .. 2^32 - 1
   */
  Burst(
      PortSpace space,
      long sum,
      SelectionAlgorithm.Search search,
      Candidates candidates,
      Draws draws,
      Tally tally) {
    this.space = space;
    this.candidates = candidates;
    this.search = search;
    this.draws = draws;
    this.tally = tally;
    this.sum = sum;
  }

  /** Makes so many connects. */
  void connect(int connects) {
    int left = connects;
    while (left > 0) {
      left -= lap(left);
    }
  }

  /** Connects up to the end of the lap. */
  private int lap(int most) {
    int step = space.step();
    int start = (int) (sum % space.span());
    long lapStart = sum - start;
    int end = (int) Math.min(space.span(), OVERFLOW - lapStart);
    int connects = 0;
    while (start < end && connects < most) {
      boolean found = search.select(candidates, start & -step, draws, selection);
      tally.count(selection, found);
      connects++;
      if (found) {
        start += StartSequence.increment(selection.counter(), draws.belowEight(), step);
      }
    }
    sum = (lapStart + start) % OVERFLOW;
    return connects;
  }
}

package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;

/**
 * Connects to one destination whose candidates never change, within one re-salt window: the loop of
 * {@link Simulation} with everything left out that cannot happen then. Not thread-safe.
 *
 * <p>The kernel divides a 32-bit sum by the span to find each start. Here the start moves with the
 * sum, and only a <b>lap</b>, which ends with the span or where the sum overflows, takes a
 * division.
 */
final class FixedCandidatesRun {

  private static final long OVERFLOW = 1L << 32;

  private final PortSpace space;
  private final Candidates candidates;
  private final SelectionAlgorithm.Search search;
  private final SelectionDraws draws;
  private final SelectionCounts tally;
  private final Selection selection = new Selection();

  private long sum;
  private long number;

  /**
   * @param sum what the first start is the remainder of: 0 .. 2^32 - 1
   */
  FixedCandidatesRun(
      PortSpace space,
      long sum,
      SelectionAlgorithm.Search search,
      Candidates candidates,
      SelectionDraws draws,
      SelectionCounts tally) {
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

  /** Connects up to the end of the lap. All that each connect changes is in local variables. */
  private int lap(int most) {
    int[] uses = tally.uses();
    int step = space.step();
    int remainder = (int) (sum % space.span());
    long lapStart = sum - remainder + remainder % step;
    int start = remainder / step;
    int end = (int) (Math.min(space.span(), OVERFLOW - lapStart) + step - 1) / step;
    int connects = 0;
    int failures = 0;
    int longest = 0;
    long retries = 0;
    long number = this.number;
    long moves = draws.moves(number);
    for (; start < end && connects < most; connects++, number++) {
      moves = SelectionDraws.beginsWord(number) ? draws.moves(number) : moves;
      if (search.select(candidates, start, draws.search(number), selection)) {
        uses[selection.index()]++;
        start += StartSequence.move(selection.steps(), SelectionDraws.move(number, moves));
      } else {
        failures++;
      }
      retries += selection.retries();
      longest = Math.max(longest, selection.retries());
    }
    tally.count(connects, retries, longest, failures);
    this.number = number;
    sum = (lapStart + (long) start * step) % OVERFLOW;
    return connects;
  }
}

package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import io.tuplewatch.selection.algorithm.Selection;
import java.util.Arrays;

/** Counts what selections came to. Not thread-safe. */
final class SelectionCounts {

  private final PortSpace space;
  private final int[] uses;

  private long selections;
  private long retries;
  private int longestRetrySequence;
  private long failures;
  private long earlyReuses;

  SelectionCounts(PortSpace space) {
    this.space = space;
    this.uses = new int[space.range().size()];
  }

  long selections() {
    return selections;
  }

  /** Counts a selection, and the use of the port if it found one. */
  void count(Selection selection, boolean found) {
    selections++;
    retries += selection.retries();
    longestRetrySequence = Math.max(longestRetrySequence, selection.retries());
    if (found) {
      uses[selection.index()]++;
    } else {
      failures++;
    }
  }

  /** Counts many selections whose uses of ports were added to {@link #uses} one by one. */
  void count(long selections, long retries, int longestRetrySequence, long failures) {
    this.selections += selections;
    this.retries += retries;
    this.longestRetrySequence = Math.max(this.longestRetrySequence, longestRetrySequence);
    this.failures += failures;
  }

  /** Uses of each port, by index. */
  int[] uses() {
    return uses;
  }

  void countEarlyReuse() {
    earlyReuses++;
  }

  /** Counts every use of a port but its first as an early reuse. */
  void countEveryReuseAsEarly() {
    earlyReuses = selections - failures - Arrays.stream(uses).filter(count -> count > 0).count();
  }

  SimulationResult result(String algorithm, long seed) {
    return new SimulationResult(
        algorithm,
        seed,
        selections,
        retries,
        longestRetrySequence,
        failures,
        earlyReuses,
        new PortUse(space, uses));
  }
}

package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Selection;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.util.stream.IntStream;

/**
 * One remote endpoint as port selection sees it: its sequence of starts, the ports it can still
 * use, and when each of its four-tuples was closed last. Not thread-safe.
 */
final class DestinationState {

  private final PortSpace space;
  private final StartSequence starts;
  private final Candidates candidates;
  private final LastCloseTimes closedAt;
  private final ReleaseQueue held = new ReleaseQueue();

  private long nextRelease = Long.MAX_VALUE;

  DestinationState(PortSpace space, StartSequence starts) {
    this(space, starts, Integer.MAX_VALUE);
  }

  /**
   * @param connects how many are to come at most
   */
  DestinationState(PortSpace space, StartSequence starts, int connects) {
    this.space = space;
    this.starts = starts;
    this.candidates = space.newCandidates();
    this.closedAt = new LastCloseTimes(space.range().size(), connects);
  }

  /** Opens connections that stay, on ports drawn among the free ones, low's parity first. */
  void occupy(int count, Draws draws) {
    int left = count;
    for (int pass = 0; pass < space.step(); pass++) {
      int[] free = freeIndexes(pass);
      for (int i = 0; i < free.length && left > 0; i++, left--) {
        int drawn = i + draws.below(free.length - i);
        candidates.take(free[drawn]);
        free[drawn] = free[i];
      }
    }
  }

  private int[] freeIndexes(int pass) {
    return IntStream.range(space.first(pass), space.end(pass)).filter(candidates::isFree).toArray();
  }

  /** Connects at time 0, for as long as nothing changes but where the next search starts. */
  FixedCandidatesRun burst(
      SelectionAlgorithm.Search search, SelectionDraws draws, SelectionCounts tally) {
    return new FixedCandidatesRun(space, starts.sum(0), search, candidates, draws, tally);
  }

  /** One connect: selects a port at this time, and moves the sequence on if there is one. */
  boolean select(
      SelectionAlgorithm.Search search,
      long now,
      long number,
      SelectionDraws draws,
      Selection selection) {
    if (now >= nextRelease) {
      release(now);
    }
    if (!search.select(candidates, starts.start(now), draws.search(number), selection)) {
      return false;
    }
    starts.advance(StartSequence.move(selection.steps(), draws.move(number)));
    return true;
  }

  /**
   * Notes the use of the port at an index just selected.
   *
   * @param closes when it is closed, ns
   * @param free when a new connect can have the four-tuple, ns, not before that
   * @return when the previous use was closed, ns
   */
  long use(int index, long now, long closes, long free) {
    if (free > now) {
      candidates.take(index);
      held.add(free, index);
      nextRelease = held.firstTime();
    }
    return closedAt.replace(index, closes);
  }

  /** Whether a connect could have the port at an index. */
  boolean isFree(int index) {
    return candidates.isFree(index);
  }

  private void release(long now) {
    while (held.firstTime() <= now) {
      candidates.release(held.removeFirst());
    }
    nextRelease = held.firstTime();
  }
}

package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;

/** Linux as it is without either sysctl: the next candidate, and the next, until one is free. */
public final class Sequential implements SelectionAlgorithm {

  static final String FAMILY = "sequential";

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public boolean actsOn(PortSpace space) {
    return false;
  }

  @Override
  public PortModel newModel(CandidateRing ring) {
    return new SequentialModel(ring);
  }

  @Override
  public Search in(PortSpace space) {
    return new NextFree(space);
  }

  private static final class NextFree implements Search {

    private final PortSpace space;

    NextFree(PortSpace space) {
      this.space = space;
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      if (candidates.isFree(start)) {
        return selection.found(start, 0, 0);
      }
      int most = space.candidatesPerPass();
      for (int pass = 0; pass < space.passes(); pass++) {
        int index = space.first(pass) + start;
        int steps = candidates.freeCount(pass) == 0 ? most : stepsToFree(candidates, pass, index);
        if (steps < most) {
          return selection.found(space.wrap(pass, index + steps), steps, pass * most + steps);
        }
      }
      return selection.failed(space.candidates());
    }

    /** Steps from an index to the first free one, around the end; too many if there is none. */
    private int stepsToFree(Candidates candidates, int pass, int index) {
      int end = space.end(pass);
      int steps = candidates.nextFree(index, end) - index;
      if (index + steps < end && steps < space.candidatesPerPass()) {
        return steps;
      }
      int wrapped = space.wrap(pass, end);
      return end - index + candidates.nextFree(wrapped, end) - wrapped;
    }
  }
}

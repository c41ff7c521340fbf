package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;

/** Linux as it is without either sysctl: the next candidate, and the next, until one is free. */
public final class Sequential implements SelectionAlgorithm {

  @Override
  public String name() {
    return "sequential";
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
        int place = space.first(pass) + start;
        int steps = candidates.freeCount(pass) == 0 ? most : stepsToFree(candidates, pass, place);
        if (steps < most) {
          return selection.found(space.wrap(pass, place + steps), steps, pass * most + steps);
        }
      }
      return selection.failed(space.candidates());
    }

    /** Steps from a place to the first free one, around the end; too many if there is none. */
    private int stepsToFree(Candidates candidates, int pass, int place) {
      int end = space.end(pass);
      int steps = candidates.nextFree(place, end) - place;
      if (place + steps < end && steps < space.candidatesPerPass()) {
        return steps;
      }
      int wrapped = space.wrap(pass, end);
      return end - place + candidates.nextFree(wrapped, end) - wrapped;
    }
  }
}

package io.tuplewatch.selection;

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
      int index = space.indexOf(start);
      if (candidates.isFree(0, index)) {
        return selection.found(space.port(0, index), 0, 0);
      }
      for (int pass = 0; pass < space.passes(); pass++) {
        int steps = stepsToFree(candidates, pass, index);
        if (steps < space.candidatesPerPass()) {
          int port = space.port(pass, space.wrap(pass, index + steps));
          int retries = pass * space.candidatesPerPass() + steps;
          return selection.found(port, steps * space.step(), retries);
        }
      }
      return selection.failed(space.candidates());
    }

    /** Steps from an index to the first free one, around the end; too many if there is none. */
    private int stepsToFree(Candidates candidates, int pass, int index) {
      int found = candidates.nextFree(pass, index);
      if (found >= 0 && found - index < space.candidatesPerPass()) {
        return found - index;
      }
      int past = space.lastIndex(pass) + 1;
      int wrapped = space.wrap(pass, past);
      found = candidates.nextFree(pass, wrapped);
      return found < 0 ? Integer.MAX_VALUE : past - index + found - wrapped;
    }
  }
}

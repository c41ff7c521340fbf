package io.tuplewatch.selection;

/**
 * The sysctl {@code ip_retry_random_port} with its parity fixed: after a <em>reserved</em>
 * candidate the search goes on behind a random one of the same parity. Candidates unavailable for
 * any other reason are passed one by one, as ever.
 */
public class RandomRetry implements SelectionAlgorithm {

  @Override
  public String name() {
    return "random-retry";
  }

  @Override
  public Search in(PortSpace space) {
    return new RetryingSearch(space, this::landing);
  }

  /** Distance from low of the port behind which the search goes on: -1 .. span. */
  int landing(PortSpace space, int pass, Draws draws) {
    int distance = draws.below(space.span());
    return space.passOf(distance) == pass ? distance : distance + 1;
  }

  /** Where a retry lands. */
  interface Landing {
    int draw(PortSpace space, int pass, Draws draws);
  }

  private static final class RetryingSearch implements Search {

    private final PortSpace space;
    private final Landing landing;

    RetryingSearch(PortSpace space, Landing landing) {
      this.space = space;
      this.landing = landing;
    }

    @Override
    public boolean select(Candidates candidates, int start, Draws draws, Selection selection) {
      int index = space.indexOf(start);
      if (candidates.isFree(0, index)) {
        return selection.found(space.port(0, index), 0, 0);
      }
      for (int pass = 0; pass < space.passes(); pass++) {
        if (search(candidates, pass, index, draws, selection)) {
          return true;
        }
      }
      return selection.failed(space.candidates());
    }

    /** One pass; a landing as mailed may change over to the other parity. */
    private boolean search(
        Candidates candidates, int pass, int from, Draws draws, Selection selection) {
      int most = space.candidatesPerPass();
      int parity = pass;
      int index = from;
      for (int steps = 0; steps < most; ) {
        if (candidates.isFree(parity, index)) {
          return selection.found(
              space.port(parity, index), steps * space.step(), pass * most + steps);
        }
        if (candidates.isReserved(parity, index)) {
          int distance = landing.draw(space, pass, draws);
          parity = space.passOf(distance);
          index = space.wrap(parity, space.indexOf(distance) + 1);
          steps++;
        } else {
          int passed = run(candidates, parity, index);
          index = space.wrap(parity, index + passed);
          steps += passed;
        }
      }
      return false;
    }

    /** Length of the run from here that is neither free nor reserved, at most up to the end. */
    private int run(Candidates candidates, int parity, int index) {
      int end = space.lastIndex(parity) + 1;
      int free = candidates.nextFree(parity, index);
      int reserved = candidates.nextReserved(parity, index);
      return Math.min(free < 0 ? end : free, reserved < 0 ? end : reserved) - index;
    }
  }
}

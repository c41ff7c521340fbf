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
    return new RetryingSearch(space);
  }

  /**
   * The candidate after a retry.
   *
   * @param drawn 0 .. span - 1, uniform
   * @return its distance from low: that of a port of the range
   */
  final int landing(PortSpace space, int pass, int drawn) {
    int distance = retried(space, pass, drawn);
    int parity = space.passOf(distance);
    int index = space.wrap(parity, space.indexOf(distance) + 1);
    return space.distance(parity, index);
  }

  /** Distance from low of the port that the retry puts in the refused one's place: -1 .. span. */
  int retried(PortSpace space, int pass, int drawn) {
    return space.passOf(drawn) == pass ? drawn : drawn + 1;
  }

  private final class RetryingSearch implements Search {

    private final PortSpace space;
    private final int low;
    private final int step;
    private final int most;
    private final Landings[] landings;

    RetryingSearch(PortSpace space) {
      this.space = space;
      this.low = space.range().low();
      this.step = space.step();
      this.most = space.candidatesPerPass();
      this.landings = new Landings[space.passes()];
      for (int n = 0; n < landings.length; n++) {
        int pass = n;
        landings[pass] =
            new Landings(
                space,
                space.span(),
                most,
                drawn -> landing(space, pass, drawn),
                space.newCandidates());
      }
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      int index = space.indexOf(start);
      if (candidates.isFree(0, index)) {
        return selection.found(low + start, 0, 0);
      }
      for (int pass = 0; pass < landings.length; pass++) {
        long passKey = key ^ -pass;
        boolean found =
            candidates.isReservedOrFree()
                ? land(candidates, pass, index, passKey, selection)
                : walk(candidates, pass, index, passKey, selection);
        if (found) {
          return true;
        }
      }
      return selection.failed(space.candidates());
    }

    /** One pass where nothing but reserved ports is in the way. */
    private boolean land(
        Candidates candidates, int pass, int index, long key, Selection selection) {
      if (candidates.isFree(pass, index)) {
        return selection.found(space.port(pass, index), 0, pass * most);
      }
      int refused = 1 + landings[pass].reservedInARow(key);
      return refused < most
          && selection.found(
              low + landings[pass].onFreePort(Draws.after(key)),
              refused * step,
              pass * most + refused);
    }

    /**
     * One pass, candidate by candidate; a landing as mailed may change over to the other parity.
     */
    private boolean walk(Candidates candidates, int pass, int from, long key, Selection selection) {
      long draw = key;
      int parity = pass;
      int index = from;
      for (int refused = 0; refused < most; ) {
        if (candidates.isFree(parity, index)) {
          return selection.found(space.port(parity, index), refused * step, pass * most + refused);
        }
        if (candidates.isReserved(parity, index)) {
          int distance = landing(space, pass, Draws.below(draw, space.span()));
          draw = Draws.after(draw);
          parity = space.passOf(distance);
          index = space.indexOf(distance);
          refused++;
        } else {
          int passed = run(candidates, parity, index);
          index = space.wrap(parity, index + passed);
          refused += passed;
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

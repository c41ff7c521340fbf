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
   * The place a search of a pass goes on with after a retry.
   *
   * @param drawn 0 .. span - 1, uniform
   */
  final int landing(PortSpace space, int pass, int drawn) {
    int behind = retried(space, pass, drawn) + space.step();
    int distance = behind < space.range().size() ? behind : behind - space.span();
    return space.place(space.range().low() + distance);
  }

  /** Distance from low of the port that the retry puts in the refused one's place: -1 .. span. */
  int retried(PortSpace space, int pass, int drawn) {
    boolean sameParity = drawn % space.step() == pass;
    return sameParity ? drawn : drawn + 1;
  }

  private final class RetryingSearch implements Search {

    private final PortSpace space;
    private final int most;
    private final Landings first;
    private final Landings second;

    RetryingSearch(PortSpace space) {
      this.space = space;
      this.most = space.candidatesPerPass();
      this.first = new Landings(space, drawn -> landing(space, 0, drawn));
      this.second =
          space.passes() == 1 ? first : new Landings(space, drawn -> landing(space, 1, drawn));
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      if (candidates.isFree(start)) {
        return selection.found(start, 0, 0);
      }
      if (candidates.isReservedOrFree()) {
        return jump(candidates, start, key, selection);
      }
      for (int pass = 0; pass < space.passes(); pass++) {
        if (walk(candidates, pass, space.first(pass) + start, key ^ -pass, selection)) {
          return true;
        }
      }
      return selection.failed(space.candidates());
    }

    /** Both passes, nothing but reserved ports being in the way, from a reserved one. */
    private boolean jump(Candidates candidates, int start, long key, Selection selection) {
      int refused = 1 + first.reservedInARow(key);
      if (refused < most) {
        return selection.found(first.onFreePort(Draws.after(key)), refused, refused);
      }
      return (space.passes() == 2 && jumpAgain(candidates, start, ~key, selection))
          || selection.failed(space.candidates());
    }

    private boolean jumpAgain(Candidates candidates, int start, long key, Selection selection) {
      int place = space.first(1) + start;
      if (candidates.isFree(place)) {
        return selection.found(place, 0, most);
      }
      int refused = 1 + second.reservedInARow(key);
      return refused < most
          && selection.found(second.onFreePort(Draws.after(key)), refused, most + refused);
    }

    /** One pass, candidate by candidate; a landing as mailed may change the parity. */
    private boolean walk(Candidates candidates, int pass, int from, long key, Selection selection) {
      int place = from;
      long draw = key;
      for (int refused = 0; refused < most; ) {
        if (candidates.isFree(place)) {
          return selection.found(place, refused, pass * most + refused);
        }
        if (candidates.isReserved(place)) {
          place = landing(space, pass, Draws.below(draw, space.span()));
          draw = Draws.after(draw);
          refused++;
        } else {
          int parity = space.passOf(place);
          int end = space.end(parity);
          int next = Math.min(candidates.nextFree(place, end), candidates.nextReserved(place, end));
          refused += next - place;
          place = space.wrap(parity, next);
        }
      }
      return false;
    }
  }
}

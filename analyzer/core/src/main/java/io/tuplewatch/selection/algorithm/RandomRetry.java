package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sysctl {@code ip_retry_random_port} with its parity fixed: after a <em>reserved</em>
 * candidate the search goes on behind a random one of the same parity. Candidates unavailable for
 * any other reason are passed one by one, as ever.
 */
public class RandomRetry implements SelectionAlgorithm {

  @Override
  public String family() {
    return "random-retry";
  }

  @Override
  public final String sysctl() {
    return "ip_retry_random_port";
  }

  @Override
  public @Nullable SelectionAlgorithm configuredBy(int value) {
    return value > 0 ? this : null;
  }

  @Override
  public String change() {
    return "retry=random";
  }

  @Override
  public final boolean actsOn(PortSpace space) {
    return space.reserved().sizeWithin(space.range()) > 0;
  }

  @Override
  public final PortModel newModel(CandidateRing ring) {
    return new RandomRetryModel(ring, this);
  }

  /** Where a block is avoided though not reserved, the list may be wrong: both are asked. */
  @Override
  public List<Hypothesis> hypotheses(CandidateRing ring, int configured) {
    List<Hypothesis> hypotheses = new ArrayList<>();
    hypotheses.add(new Hypothesis(name(), modelOn(ring), 0));
    if (ring.hasBound()) {
      hypotheses.add(new Hypothesis(name(), modelOn(ring.allReserved()), 0));
    }
    return hypotheses;
  }

  @Override
  public Search in(PortSpace space) {
    return new RetryingSearch(space);
  }

  /**
   * The index a search of a pass goes on with after a retry.
   *
   * @param drawn 0 .. span - 1, uniform
   */
  public final int landing(PortSpace space, int pass, int drawn) {
    int behind = retried(space, pass, drawn) + space.step();
    int distance = behind < space.range().size() ? behind : behind - space.span();
    return space.index(space.range().low() + distance);
  }

  /** Distance from low of the port that the retry puts in the refused one's place: -1 .. span. */
  int retried(PortSpace space, int pass, int drawn) {
    boolean sameParity = drawn % space.step() == pass;
    return sameParity ? drawn : drawn + 1;
  }

  private final class RetryingSearch implements Search {

    private final PortSpace space;
    private final int most;
    private final RetryLandings first;
    private final RetryLandings second;

    RetryingSearch(PortSpace space) {
      this.space = space;
      this.most = space.candidatesPerPass();
      this.first = new RetryLandings(space, drawn -> landing(space, 0, drawn));
      this.second =
          space.passes() == 1 ? first : new RetryLandings(space, drawn -> landing(space, 1, drawn));
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      if (candidates.isFree(start)) {
        return selection.found(start, 0, 0);
      }
      return (candidates.isReserved(start) && jump(candidates, start, key, selection))
          || search(candidates, 0, first, start, key, selection)
          || searchAgain(candidates, start, ~key, selection)
          || selection.failed(space.candidates());
    }

    /**
     * What {@link #search} of the first pass does where the first jump ends on a free port. Nearly
     * every search does; the others begin anew, with the same draws.
     */
    private boolean jump(Candidates candidates, int start, long key, Selection selection) {
      int refused = 1 + first.reservedInARow(key);
      int index = refused < most ? first.onOthers(Draws.after(key)) : start;
      return candidates.isFree(index) && selection.found(index, refused, refused);
    }

    private boolean searchAgain(Candidates candidates, int start, long key, Selection selection) {
      return space.passes() == 2
          && search(candidates, 1, second, space.first(1) + start, key, selection);
    }

    /** One pass. RetryLandings on reserved ports in a row are taken in one jump. */
    private boolean search(
        Candidates candidates,
        int pass,
        RetryLandings landings,
        int start,
        long key,
        Selection selection) {
      int index = start;
      long draw = key;
      int refused = 0;
      while (refused < most) {
        if (candidates.isFree(index)) {
          return selection.found(index, refused, pass * most + refused);
        }
        if (candidates.isReserved(index)) {
          refused += 1 + landings.reservedInARow(draw);
          index = refused < most ? landings.onOthers(Draws.after(draw)) : index;
          draw = Draws.after(Draws.after(draw));
        } else {
          int parity = space.passOf(index);
          int next = nextFreeOrReserved(candidates, index, space.end(parity));
          refused += next - index;
          index = space.wrap(parity, next);
        }
      }
      return false;
    }

    private static int nextFreeOrReserved(Candidates candidates, int index, int end) {
      return Math.min(candidates.nextFree(index, end), candidates.nextReserved(index, end));
    }
  }
}

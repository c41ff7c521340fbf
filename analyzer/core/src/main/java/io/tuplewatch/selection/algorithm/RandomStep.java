package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.Coprimes;
import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.QuotedText;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sysctl {@code ip_local_port_step_width} (Linux 7.1): each search walks the candidates in a
 * random step that is coprime to their number, and so still meets every one of them.
 */
public final class RandomStep implements SelectionAlgorithm {

  /** The width that lets the step reach the whole range. */
  public static final int FULL_WIDTH = 65535;

  /** Widths that are asked where it is not known: each at most three times another. */
  private static final int[] WIDTHS = {8, 24, 72, 220, 660, 2000, 6000, 18000, FULL_WIDTH};

  /**
   * Narrower steps look much like none. Where none was configured they are taken to be improbable,
   * by so many nats.
   */
  private static final int NARROW = 128;

  private static final double NARROW_PRIOR = -30;

  private final int width;

  /**
   * @param width the sysctl, in candidates: 1 to 65535
   * @throws IllegalArgumentException if it is out of range
   */
  public RandomStep(int width) {
    if (width < 1 || width > PortRange.MAX_PORT) {
      throw new IllegalArgumentException(
          "the width of random-step is 1 to 65535 candidates, not " + width);
    }
    this.width = width;
  }

  /** The sysctl, in candidates: 1 to 65535. */
  public int width() {
    return width;
  }

  @Override
  public String family() {
    return "random-step";
  }

  @Override
  public String synopsis() {
    return "random-step=W";
  }

  @Override
  public SelectionAlgorithm withParameter(String parameter) {
    if (!parameter.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "the width of random-step is 1 to 65535 candidates, not " + QuotedText.quote(parameter));
    }
    return new RandomStep(Integer.parseInt(parameter));
  }

  @Override
  public String sysctl() {
    return "ip_local_port_step_width";
  }

  @Override
  public @Nullable SelectionAlgorithm configuredBy(int value) {
    return value > 0 ? new RandomStep(Math.min(value, FULL_WIDTH)) : null;
  }

  @Override
  public String change() {
    return "step=W";
  }

  @Override
  public boolean actsOn(PortSpace space) {
    return true;
  }

  @Override
  public boolean jumpsFromPortsInUse() {
    return true;
  }

  @Override
  public PortModel newModel(CandidateRing ring) {
    return new RandomStepModel(ring, width);
  }

  @Override
  public List<Hypothesis> hypotheses(CandidateRing ring, int configured) {
    TreeSet<Integer> widths = new TreeSet<>();
    for (int each : WIDTHS) {
      widths.add(each);
    }
    if (configured > 0) {
      widths.add(configured);
    }
    return widths.stream()
        .map(RandomStep::new)
        .map(
            each ->
                new Hypothesis(
                    each.name(),
                    each.modelOn(ring),
                    each.width < NARROW && configured <= 0 ? NARROW_PRIOR : 0))
        .toList();
  }

  @Override
  public String name() {
    return "random-step=" + width;
  }

  @Override
  public Search in(PortSpace space) {
    return new SteppingSearch(space, steps(space.candidatesPerPass(), width));
  }

  /**
   * What the kernel makes of each draw 1 .. min(candidates, width): the next number that is coprime
   * to the candidates, or 1 if there is none up to that bound. O(candidates * log candidates),
   * once.
   */
  public static char[] steps(int candidates, int width) {
    int most = Math.min(candidates, width);
    char[] steps = new char[most + 1];
    int next = 1;
    for (int drawn = most; drawn >= 1; drawn--) {
      next = Coprimes.greatestCommonDivisor(drawn, candidates) == 1 ? drawn : next;
      steps[drawn] = (char) next;
    }
    return steps;
  }

  private static final class SteppingSearch implements Search {

    /** With fewer free ports than this, reckoning which one comes first beats walking. */
    private static final int FEW = 64;

    private final PortSpace space;
    private final char[] steps;
    private final int most;

    SteppingSearch(PortSpace space, char[] steps) {
      this.space = space;
      this.steps = steps;
      this.most = space.candidatesPerPass();
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      int step = space.span() > 1 ? steps[1 + Draws.below(key, steps.length - 1)] : 1;
      for (int pass = 0; pass < space.passes(); pass++) {
        int index = space.first(pass) + start;
        boolean found =
            candidates.freeCount(pass) < FEW
                ? reckon(candidates, pass, index, step, selection)
                : walk(candidates, pass, index, step, selection);
        if (found) {
          return true;
        }
      }
      return selection.failed(space.candidates());
    }

    private boolean walk(
        Candidates candidates, int pass, int start, int step, Selection selection) {
      int index = start;
      int end = space.end(pass);
      for (int refused = 0; refused < most; refused++) {
        if (candidates.isFree(index)) {
          return selection.found(index, refused, pass * most + refused);
        }
        index += step;
        index = index >= end ? index - most : index;
      }
      return false;
    }

    /**
     * Finds what {@link #walk} finds without walking: start + n * step = index (mod candidates)
     * gives the n after which each free index comes, and the least n wins.
     */
    private boolean reckon(
        Candidates candidates, int pass, int start, int step, Selection selection) {
      int end = space.end(pass);
      long inverse = Coprimes.inverse(step, most);
      int least = most;
      int nearest = -1;
      int index = candidates.nextFree(space.first(pass), end);
      while (index < end) {
        int distance = Math.floorMod(index - start, most);
        int refused = (int) (distance * inverse % most);
        boolean reached = refused > 0 || index == start;
        if (refused < least && reached && !isLeftOut(index, start, pass)) {
          least = refused;
          nearest = index;
        }
        index = candidates.nextFree(index + 1, end);
      }
      return nearest >= 0 && selection.found(nearest, least, pass * most + least);
    }

    /**
     * In a pass of one index more than it has candidates, a walk that wraps never meets the first.
     */
    private boolean isLeftOut(int index, int start, int pass) {
      boolean onePlaceMore = space.end(pass) - space.first(pass) > most;
      return onePlaceMore && index == space.first(pass) && index != start;
    }
  }
}

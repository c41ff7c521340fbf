package io.tuplewatch.selection;

/**
 * The sysctl {@code ip_local_port_step_width} (Linux 7.1): each search walks the candidates in a
 * random step that is coprime to their number, and so still meets every one of them.
 */
public final class RandomStep implements SelectionAlgorithm {

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
  static char[] steps(int candidates, int width) {
    int most = Math.min(candidates, width);
    char[] steps = new char[most + 1];
    int next = 1;
    for (int drawn = most; drawn >= 1; drawn--) {
      next = greatestCommonDivisor(drawn, candidates) == 1 ? drawn : next;
      steps[drawn] = (char) next;
    }
    return steps;
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static final class SteppingSearch implements Search {

    private final PortSpace space;
    private final char[] steps;

    SteppingSearch(PortSpace space, char[] steps) {
      this.space = space;
      this.steps = steps;
    }

    @Override
    public boolean select(Candidates candidates, int start, long key, Selection selection) {
      int step = space.span() > 1 ? steps[1 + Draws.below(key, steps.length - 1)] : 1;
      int most = space.candidatesPerPass();
      for (int pass = 0; pass < space.passes(); pass++) {
        int place = space.first(pass) + start;
        int end = space.end(pass);
        int tries = candidates.freeCount(pass) == 0 ? 0 : most;
        for (int refused = 0; refused < tries; refused++) {
          if (candidates.isFree(place)) {
            return selection.found(place, refused, pass * most + refused);
          }
          place += step;
          place = place >= end ? place - most : place;
        }
      }
      return selection.failed(space.candidates());
    }
  }
}

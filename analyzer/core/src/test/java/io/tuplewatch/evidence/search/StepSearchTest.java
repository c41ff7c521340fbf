package io.tuplewatch.evidence.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.evidence.counts.TimeBlocks;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** TimeBlocks of ten connects with random idle times, and first uses among them. */
class StepSearchTest {

  private static final int LOWEST = 600;
  private static final int HIGHEST = 1200;

  private final IdleBins bins = new IdleBins(60_000_000_000L);

  @Test
  void intervalHoldsTheIdleTimeAtWhichFailuresEnd() {
    SplittableRandom random = new SplittableRandom(1);
    int held = 0;
    for (int i = 0; i < 50; i++) {
      int end = 700 + random.nextInt(400);
      Step step = Objects.requireNonNull(search(random, 100, end, .5, 0, .01).find());
      held += step.lowNanos() <= bins.edge(end) && bins.edge(end) <= step.highNanos() ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(48);
  }

  @Test
  void whereFailureHasNothingToDoWithIdleNoStepIsFound() {
    SplittableRandom random = new SplittableRandom(2);
    int found = 0;
    for (int i = 0; i < 400; i++) {
      found += search(random, 60, LOWEST, 0, 0, .2).find() == null ? 0 : 1;
    }
    assertThat(found).isLessThanOrEqualTo(3);
  }

  @Test
  void ofTwoStepsTheLongerCounts() {
    SplittableRandom random = new SplittableRandom(3);
    Step step = Objects.requireNonNull(search(random, 400, 800, .9, .4, .001).find());

    assertThat(bins.edge(1000)).isBetween(step.lowNanos(), step.highNanos());
  }

  @Test
  void whereAllReusesFailTheStepHasNoEnd() {
    SplittableRandom random = new SplittableRandom(4);
    Step step = Objects.requireNonNull(search(random, 100, HIGHEST, .5, 0, .01).find());

    assertThat(step.withoutEnd()).isTrue();
  }

  @Test
  void blocksOfSeveralDestinationsAddUp() {
    SplittableRandom random = new SplittableRandom(5);
    StepSearch few = search(random, 12, 900, .5, 0, .01);
    StepSearch all = new StepSearch(bins);
    all.addAll(few);
    for (int destination = 0; destination < 10; destination++) {
      all.addAll(search(random, 12, 900, .5, 0, .01));
    }
    Step step = Objects.requireNonNull(all.find());

    assertThat(bins.edge(900)).isBetween(step.lowNanos(), step.highNanos());
  }

  /**
   * Connects that fail with a chance.
   *
   * @param below of those with a bin below {@code end}
   * @param between of those up to 200 bins above it
   * @param otherwise of all, first uses among them
   */
  private StepSearch search(
      SplittableRandom random,
      int blocks,
      int end,
      double below,
      double between,
      double otherwise) {
    StepSearch search = new StepSearch(bins);
    for (int block = 0; block < blocks; block++) {
      int[] idle = new int[10];
      for (int i = 0; i < idle.length; i++) {
        boolean first = random.nextDouble() < .2;
        idle[i] = first ? IdleBins.NEVER_USED : LOWEST + random.nextInt(HIGHEST - LOWEST);
      }
      Arrays.sort(idle);
      List<TimeBlocks.Cell> cells = new ArrayList<>();
      for (int bin : idle) {
        double reuse = bin < end ? below : bin < end + 200 ? between : 0;
        boolean failed = random.nextDouble() < otherwise + (1 - otherwise) * reuse;
        cells.add(new TimeBlocks.Cell(0, bin, 1, failed ? 1 : 0));
      }
      search.add(cells);
    }
    return search;
  }
}

package io.tuplewatch.evidence.search;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.comparison.BenjaminiHochberg;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a {@link Delay} at each destination: the method that finds the idle time at which
 * failures end ({@link StepSearch}), of connects that worked, a late answer in the place of a
 * failure. A SYN that is stopped now, and passes a second later, costs the client a second; it is
 * not in any count of failures.
 */
public final class DelaySearch {

  /**
   * What was found.
   *
   * @param byNumber of destinations; null where nothing was found
   * @param p of each search
   */
  public record Delays(List<@Nullable Delay> byNumber, List<Double> p) {}

  /** Fewer late answers than this show nothing. */
  private static final long FEWEST = 5;

  private static final IdleBins BINS = StepSearches.BINS;

  private DelaySearch() {}

  /**
   * What was found, by the destination's number; null of destinations where nothing was. O(n), and
   * what {@link StepSearch#find} costs of destinations with late answers.
   *
   * @param late how many connects were answered late, by the destination's number
   * @param elsewhere p of searches at other destinations
   */
  public static Delays of(ClassifiedUses uses, long[] late, List<Double> elsewhere) {
    @Nullable BlocksByUse[] blocks = collect(uses, late);
    int[] searched =
        IntStream.range(0, late.length).filter(number -> blocks[number] != null).toArray();
    @Nullable Delay[] found = new @Nullable Delay[late.length];
    for (int number : searched) {
      BlocksByUse own = blocks[number];
      found[number] = own == null ? null : find(own.byMode().get(0));
    }
    double[] p =
        IntStream.of(searched)
            .mapToObj(number -> found[number])
            .mapToDouble(delay -> delay == null ? 1 : delay.adjustedP())
            .toArray();
    adjust(found, searched, BenjaminiHochberg.adjusted(p, elsewhere));
    return new Delays(Arrays.asList(found), Arrays.stream(p).boxed().toList());
  }

  private static @Nullable BlocksByUse[] collect(ClassifiedUses uses, long[] late) {
    @Nullable BlocksByUse[] blocks = new @Nullable BlocksByUse[late.length];
    for (int number = 0; number < late.length; number++) {
      blocks[number] = late[number] < FEWEST ? null : new BlocksByUse(BINS);
    }
    boolean any = Arrays.stream(late).anyMatch(count -> count >= FEWEST);
    for (int index = 0; any && index < uses.size(); index++) {
      BlocksByUse own = blocks[uses.destination(index)];
      if (own != null && uses.result(index) == AttemptResult.WORKED && uses.idleKnown(index)) {
        own.add(uses, index, uses.answeredLate(index) ? 0 : -1);
      }
    }
    for (BlocksByUse own : blocks) {
      if (own != null) {
        own.end();
      }
    }
    return blocks;
  }

  private static @Nullable Delay find(StepSearch search) {
    Step step = search.find();
    if (step == null) {
      return null;
    }
    Comparison comparison = search.compare(step);
    return new Delay(widened(step), comparison, comparison.p());
  }

  /** By a bin at either end, as a lifetime's interval is. */
  private static Step widened(Step step) {
    long low = BINS.edge(Math.max(0, BINS.bin(step.lowNanos() + 1) - 1));
    long high =
        step.withoutEnd()
            ? Long.MAX_VALUE
            : BINS.edge(Math.min(IdleBins.COUNT, BINS.bin(step.highNanos() + 1) + 1));
    return new Step(low, high, step.looks());
  }

  /** Keeps what stands after so many looks. */
  private static void adjust(@Nullable Delay[] found, int[] searched, double[] adjusted) {
    for (int i = 0; i < searched.length; i++) {
      Delay delay = found[searched[i]];
      if (delay != null) {
        found[searched[i]] =
            delay.comparison().differs(adjusted[i])
                ? new Delay(delay.step(), delay.comparison(), adjusted[i])
                : null;
      }
    }
  }
}

package io.tuplewatch.evidence.search;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.comparison.BenjaminiHochberg;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    List<@Nullable Delay> found = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    for (BlocksByUse own : blocks) {
      Delay delay = own == null ? null : find(own);
      found.add(delay);
      if (own != null) {
        p.add(delay == null ? 1 : delay.adjustedP());
      }
    }
    double[] adjusted = BenjaminiHochberg.adjusted(p, elsewhere);
    int searched = 0;
    for (int number = 0; number < blocks.length; number++) {
      if (blocks[number] != null) {
        found.set(number, standing(found.get(number), adjusted[searched++]));
      }
    }
    return new Delays(found, p);
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
    return blocks;
  }

  private static @Nullable Delay find(BlocksByUse blocks) {
    blocks.end();
    StepSearch search = blocks.byMode().get(0);
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

  /** What stands after so many looks. */
  private static @Nullable Delay standing(@Nullable Delay delay, double adjustedP) {
    return delay != null && delay.comparison().differs(adjustedP)
        ? new Delay(delay.step(), delay.comparison(), adjustedP)
        : null;
  }
}

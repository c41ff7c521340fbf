package io.tuplewatch.evidence.search;

import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.comparison.StratifiedTest;
import io.tuplewatch.evidence.counts.ComparedConnects;
import io.tuplewatch.evidence.counts.RecentAnswers;
import io.tuplewatch.evidence.counts.Stratum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a limit on connects at one destination: connects fail once so many others have worked
 * within a short time before, whatever their tuples. Only those that worked count, so that the
 * retries of an outage, which fail, make none. For each time and each number the excess of failures
 * above it is Mantel and Haenszel's over minutes; the largest is the likeliest limit, and {@link
 * #conclude} tests it. Add all connects in time order, {@link #search}, then add them once more.
 * Constant memory, but for 16 bytes for each minute with a failure. Not thread-safe.
 */
public final class LimitSearch {

  /**
   * Times before a connect, ns: token buckets refill, sessions and slots are held. Over longer ones
   * the number of connects changes as slowly as the trouble of a busy hour, and tells nothing.
   */
  private static final long[] WINDOWS =
      IntStream.of(200, 500, 1000, 2000, 5000).mapToLong(ms -> ms * 1_000_000L).toArray();

  /** Numbers of connects that are looked at: each, and from 20 on each a twentieth above. */
  private static final int[] NUMBERS =
      IntStream.iterate(3, n -> n < 200_000, n -> n + Math.max(1, n / 20)).toArray();

  private static final long MINUTE = 60 * ComparedConnects.SECOND;

  private static final long FEWEST_FAILURES = 10;

  /** Below a limit hardly any connect fails: a share of those above it. */
  private static final double SHARP = 0.1;

  /** Logarithm of the likelihood ratio from which on failures clearly begin below the limit. */
  private static final double CLEAR = 12;

  /** Above it most do; where fewer do, connects only fail more often when there are more. */
  private static final double MOST = 0.5;

  private RecentAnswers recent = new RecentAnswers(WINDOWS);
  private final double[][] excess = new double[WINDOWS.length][NUMBERS.length];
  private final double[][] variance = new double[WINDOWS.length][NUMBERS.length];
  private final int[][] connects = new int[WINDOWS.length][NUMBERS.length + 1];
  private final int[][] failures = new int[WINDOWS.length][NUMBERS.length + 1];

  /** By window, how many of the numbers are at most what the last connect met. */
  private final int[] atMost = new int[WINDOWS.length];

  /** By window, the highest of those of this minute. */
  private final int[] highest = new int[WINDOWS.length];

  private long minute = Long.MIN_VALUE;
  private int window = -1;
  private int number;

  /** Index of the number at which failures begin, at most {@code number}. */
  private int begin;

  /** By window and number, in all minutes with a failure. */
  private final long[][] allConnects = new long[WINDOWS.length][NUMBERS.length + 1];

  private final long[][] allFailures = new long[WINDOWS.length][NUMBERS.length + 1];

  /** The same, of all connects above and up to the number, in minutes that have both. */
  private final long[][] comparedAbove = new long[WINDOWS.length][NUMBERS.length];

  private final long[][] failedComparedAbove = new long[WINDOWS.length][NUMBERS.length];
  private final long[][] comparedBelow = new long[WINDOWS.length][NUMBERS.length];
  private final long[][] failedComparedBelow = new long[WINDOWS.length][NUMBERS.length];

  /** How many limits were looked at that told anything. */
  private long looks;

  private final List<Stratum> strata = new ArrayList<>();

  /**
   * A limit that was found.
   *
   * @param windowNanos the time before a connect that counts, ns
   * @param connects so many had worked within it, or more, where connects fail
   * @param comparison connects above the limit, as the early ones, against the others of the same
   *     minutes
   */
  public record Limit(long windowNanos, int connects, Comparison comparison)
      implements Serializable {

    /** Chance, 0.9 to 1, that a failure above the limit is because of it. */
    public double probability() {
      double above = share(comparison.earlyFailed(), comparison.early());
      return 1 - shareAtMost(comparison.othersFailed(), comparison.others()) / above;
    }
  }

  /**
   * Takes the next connect.
   *
   * @return after {@link #search}: whether it is above the likeliest limit, or so near that
   *     failures of the limit have begun; false before
   */
  public boolean add(long start, boolean failed) {
    if (Math.floorDiv(start, MINUTE) != minute) {
      endMinute();
      minute = Math.floorDiv(start, MINUTE);
    }
    int[] counts = recent.at(start);
    for (int w = 0; w < WINDOWS.length; w++) {
      int atMost = numbersUpTo(counts[w], w);
      connects[w][atMost]++;
      failures[w][atMost] += failed ? 1 : 0;
    }
    boolean above = window >= 0 && counts[window] >= NUMBERS[begin];
    if (!failed) {
      recent.add(start);
    }
    return above;
  }

  /**
   * How many of the numbers are at most {@code count}, which is near that of the connect before.
   */
  private int numbersUpTo(int count, int window) {
    int found = atMost[window];
    while (found < NUMBERS.length && NUMBERS[found] <= count) {
      found++;
    }
    while (found > 0 && NUMBERS[found - 1] > count) {
      found--;
    }
    atMost[window] = found;
    highest[window] = Math.max(highest[window], found);
    return found;
  }

  private void endMinute() {
    int all = IntStream.of(connects[0]).sum();
    int failed = IntStream.of(failures[0]).sum();
    if (failed > 0 && failed < all) {
      if (window < 0) {
        addExcess(all, failed);
      } else {
        addStratum(all, failed);
      }
    }
    for (int w = 0; w < WINDOWS.length; w++) {
      Arrays.fill(connects[w], 0, highest[w] + 1, 0);
      Arrays.fill(failures[w], 0, highest[w] + 1, 0);
      highest[w] = 0;
    }
  }

  private void addExcess(double all, double failed) {
    double factor = failed * (all - failed) / (all * all * (all - 1));
    for (int w = 0; w < WINDOWS.length; w++) {
      int above = 0;
      int failedAbove = 0;
      for (int n = highest[w]; n >= 0; n--) {
        allConnects[w][n] += connects[w][n];
        allFailures[w][n] += failures[w][n];
        above += connects[w][n];
        failedAbove += failures[w][n];
        if (n > 0 && above < all) {
          excess[w][n - 1] += failedAbove - above * failed / all;
          variance[w][n - 1] += factor * above * (all - above);
          comparedAbove[w][n - 1] += above;
          failedComparedAbove[w][n - 1] += failedAbove;
          comparedBelow[w][n - 1] += (long) all - above;
          failedComparedBelow[w][n - 1] += (long) failed - failedAbove;
        }
      }
    }
  }

  private void addStratum(int all, int failed) {
    int above = sumAbove(connects[window]);
    int failedAbove = sumAbove(failures[window]);
    strata.add(new Stratum(above, failedAbove, all - above, failed - failedAbove));
  }

  private int sumAbove(int[] byNumber) {
    return IntStream.range(number + 1, byNumber.length).map(n -> byNumber[n]).sum();
  }

  /**
   * Finds the likeliest limit; false if there is none, since no number tells, or too few connects
   * fail above the one that tells most, or too many below.
   */
  public boolean search() {
    endMinute();
    looks = Arrays.stream(variance).flatMapToDouble(Arrays::stream).filter(v -> v > 1e-9).count();
    double best = 0;
    for (int w = 0; w < WINDOWS.length; w++) {
      for (int n = 0; n < NUMBERS.length; n++) {
        double z = variance[w][n] < 1e-9 ? 0 : excess[w][n] / Math.sqrt(variance[w][n]);
        if (z > best) {
          best = z;
          window = w;
          number = n;
        }
      }
    }
    begin = window < 0 ? 0 : begin(allConnects[window], allFailures[window]);
    minute = Long.MIN_VALUE;
    recent = new RecentAnswers(WINDOWS);
    return window >= 0 && isSharp();
  }

  /** Whether enough connects fail above the likeliest limit, and hardly any below. */
  private boolean isSharp() {
    long failedAbove = failedComparedAbove[window][number];
    double above = share(failedAbove, comparedAbove[window][number]);
    return failedAbove >= FEWEST_FAILURES
        && above >= MOST
        && shareAtMost(failedComparedBelow[window][number], comparedBelow[window][number])
            <= SHARP * above;
  }

  private static double share(long failed, long connects) {
    return (double) failed / connects;
  }

  /** Rather too high where there are few. */
  private static double shareAtMost(long failed, long connects) {
    return (failed + 1.0) / (connects + 2.0);
  }

  /**
   * A device counts in its own way (a token bucket lets bursts pass), so that some connects fail
   * below the number above which most do: the number that parts these from those of which hardly
   * any fails, by the largest ratio of binomial likelihoods.
   */
  private int begin(long[] connectsByNumber, long[] failuresByNumber) {
    long connectsBelow = LongStream.of(connectsByNumber).limit(number + 1L).sum();
    long failuresBelow = LongStream.of(failuresByNumber).limit(number + 1L).sum();
    double together = BinomialLikelihood.log(failuresBelow, connectsBelow);
    long least = 0;
    long leastFailures = 0;
    int best = number;
    double most = CLEAR;
    for (int n = 0; n < number; n++) {
      least += connectsByNumber[n];
      leastFailures += failuresByNumber[n];
      double apart =
          BinomialLikelihood.log(leastFailures, least)
              + BinomialLikelihood.log(failuresBelow - leastFailures, connectsBelow - least);
      boolean rises =
          leastFailures * (double) (connectsBelow - least)
              <= SHARP * (failuresBelow - leastFailures) * least;
      if (rises && apart - together > most) {
        most = apart - together;
        best = n;
      }
    }
    return best;
  }

  /**
   * The likeliest limit, if {@link #search} found one, the connects having been added twice; null
   * if it may be chance.
   *
   * @param destinations at how many a limit is looked for: the chance of a false one is shared
   */
  public @Nullable Limit conclude(int destinations) {
    endMinute();
    Comparison comparison = StratifiedTest.of(strata, (double) looks * destinations);
    return comparison.differs(comparison.p())
        ? new Limit(WINDOWS[window], NUMBERS[number], comparison)
        : null;
  }
}

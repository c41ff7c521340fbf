package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * How often early reuses failed as recorded, by idle time. What predicts their failures elsewhere:
 * each early reuse fails with the rate of its band.
 */
final class FailureRates {

  private static final long NEVER = Long.MIN_VALUE;

  /** Jeffreys' prior of a rate. */
  private static final double PRIOR = .5;

  private final long[] early;
  private final long[] failed;
  private final double[] rates;
  private final Background background;

  private FailureRates(long[] early, long[] failed, Background background) {
    this.early = early;
    this.failed = failed;
    this.background = background;
    this.rates = new double[early.length];
    double all = (double) Arrays.stream(failed).sum() / Math.max(1, Arrays.stream(early).sum());
    for (int band = 0; band < rates.length; band++) {
      rates[band] = early[band] > 0 ? (double) failed[band] / early[band] : all;
    }
  }

  /**
   * O(connects); a band without early reuses has the rate of all.
   *
   * @param seenShares of each timeline the share of its destination's connects that is in it, above
   *     0; NaN if that is not known
   */
  static FailureRates of(
      List<ConnectTimeline> timelines, List<Double> seenShares, long firewallTimeout) {
    ReuseCount bands = new ReuseCount(firewallTimeout);
    long[] early = new long[bands.bands()];
    long[] failed = new long[bands.bands()];
    Background background = new Background();
    long[] lastPackets = new long[PortRange.MAX_PORT + 1];
    for (int i = 0; i < timelines.size(); i++) {
      ConnectTimeline timeline = timelines.get(i);
      background.addUnseen(timeline.count(ConnectTimeline.FAILED_EARLY), seenShares.get(i));
      Arrays.fill(lastPackets, NEVER);
      for (int n = 0; n < timeline.size(); n++) {
        long last = lastPackets[timeline.port(n)];
        lastPackets[timeline.port(n)] = timeline.lastPacket(n);
        int band = last == NEVER ? -1 : bands.band(Math.max(0, timeline.start(n) - last));
        background.add(timeline, n);
        if (band >= 0 && timeline.is(n, ConnectTimeline.EARLY)) {
          boolean fails = timeline.is(n, ConnectTimeline.FAILED_EARLY);
          early[band]++;
          failed[band] += fails ? 1 : 0;
        }
      }
    }
    return new FailureRates(early, failed, background);
  }

  /**
   * How early reuses fail that meet no session: like other connects in their minutes, since load
   * and outages raise both. These have to be of tuples that had worked, too, unless such are few:
   * tuples that never work are another trouble.
   */
  private static final class Background {

    private static final long MINUTE = 60_000_000_000L;
    private static final int FEW = 50;

    private static final int EARLY = 0;
    private static final int EARLY_WORKED = 1;
    private static final int OTHERS = 2;
    private static final int FAILED_OTHERS = 3;
    private static final int LATE = 4;
    private static final int FAILED_LATE = 5;
    private static final int COUNTS = 6;

    private final Map<Long, long[]> minutes = new HashMap<>();
    private final long[] all = new long[COUNTS];
    private long connects;

    /** Connects that failed on tuples of which a use was not recorded; NaN if not known. */
    private double afterUnseen;

    void add(ConnectTimeline timeline, int n) {
      if (timeline.is(n, ConnectTimeline.JUDGED)) {
        long[] counts =
            minutes.computeIfAbsent(timeline.start(n) / MINUTE, minute -> new long[COUNTS]);
        connects++;
        add(counts, timeline, n);
        add(all, timeline, n);
      }
    }

    private static void add(long[] counts, ConnectTimeline timeline, int n) {
      long failed = timeline.is(n, ConnectTimeline.CONNECTED) ? 0 : 1;
      long worked = timeline.is(n, ConnectTimeline.WORKED_BEFORE) ? 1 : 0;
      if (timeline.is(n, ConnectTimeline.EARLY)) {
        counts[EARLY]++;
        counts[EARLY_WORKED] += worked;
      } else {
        counts[OTHERS]++;
        counts[FAILED_OTHERS] += failed;
        counts[LATE] += worked;
        counts[FAILED_LATE] += worked * failed;
      }
    }

    /** After a use that was not recorded others fail as often as after one that was. */
    void addUnseen(long failedEarly, double seen) {
      afterUnseen += failedEarly * (1 - seen) / seen;
    }

    /**
     * One of the rates that what was recorded leaves possible. Where it is not known how many of
     * the others met the session of a connect that was not recorded, any share may have.
     */
    double possibleRate(SplittableRandom random) {
      int others = all[LATE] < FEW ? OTHERS : LATE;
      double rate =
          rate(others) * uncertain((double) all[others + 1], (double) all[others], random);
      return Double.isNaN(afterUnseen)
          ? rate * random.nextDouble()
          : Math.max(0, rate - afterUnseen / Math.max(1, connects));
    }

    /** Their failure rate, each minute weighing as many early reuses as it has. */
    private double rate(int others) {
      double failed = 0;
      double weight = 0;
      for (long[] counts : minutes.values()) {
        if (counts[others] > 0) {
          failed += (double) counts[EARLY_WORKED] * counts[others + 1] / counts[others];
          weight += counts[EARLY];
        }
      }
      return weight > 0 ? failed / weight : 0;
    }

    /** A possible rate as a part of the one recorded. */
    private static double uncertain(double failed, double of, SplittableRandom random) {
      return failed == 0 ? 1 : possible(failed, of, random) * of / failed;
    }
  }

  /** One outcome of how many of these early reuses fail. */
  long draw(ReuseCount reuses, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long failures = 0;
    for (int band = 0; band < rates.length; band++) {
      failures += binomial(reuses.earlyReuses(band), rates[band], random);
    }
    return failures;
  }

  /**
   * The same where the rates themselves are one of those that what was recorded leaves possible.
   *
   * @param bands only reuses of the first so many meet a session; others fail as other connects do
   */
  long drawWithRates(ReuseCount reuses, int bands, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double others = background.possibleRate(random);
    long failures = 0;
    for (int band = 0; band < rates.length; band++) {
      double rate = band < bands ? possibleRate(band, random) : others;
      failures += binomial(reuses.earlyReuses(band), rate, random);
    }
    return failures;
  }

  /** A band without early reuses has the rate of all. */
  private double possibleRate(int band, SplittableRandom random) {
    double hits = early[band] > 0 ? failed[band] : Arrays.stream(failed).sum();
    double of = early[band] > 0 ? early[band] : Arrays.stream(early).sum();
    return possible(hits, of, random);
  }

  /** One of the rates that so many of so many leave possible. */
  private static double possible(double hits, double of, SplittableRandom random) {
    return BetaDistribution.of(hits + PRIOR, of - hits + PRIOR)
        .inverseCumulativeProbability(random.nextDouble());
  }

  /**
   * How many of so many come true. From one that does to the next it is geometric how many do not,
   * so that a draw is needed only for each that does; of those that do not where these are fewer.
   */
  private static long binomial(long of, double rate, SplittableRandom random) {
    if (rate > .5) {
      return of - binomial(of, 1 - rate, random);
    }
    double logOfNone = Math.log1p(-rate);
    long hits = 0;
    for (double at = skip(logOfNone, random); at < of; at += 1 + skip(logOfNone, random)) {
      hits++;
    }
    return hits;
  }

  private static double skip(double logOfNone, SplittableRandom random) {
    return logOfNone == 0
        ? Double.POSITIVE_INFINITY
        : Math.floor(Math.log(1 - random.nextDouble()) / logOfNone);
  }
}

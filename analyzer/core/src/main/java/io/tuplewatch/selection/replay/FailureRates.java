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
  private final double background;

  /**
   * @param background as {@link Background#rate}
   */
  private FailureRates(long[] early, long[] failed, double background) {
    this.early = early;
    this.failed = failed;
    this.background = background;
    this.rates = new double[early.length];
    double all = (double) Arrays.stream(failed).sum() / Math.max(1, Arrays.stream(early).sum());
    for (int band = 0; band < rates.length; band++) {
      rates[band] = early[band] > 0 ? (double) failed[band] / early[band] : all;
    }
  }

  /** O(connects); a band without early reuses has the rate of all. */
  static FailureRates of(List<ConnectTimeline> timelines, long firewallTimeout) {
    ReuseCount bands = new ReuseCount(firewallTimeout);
    long[] early = new long[bands.bands()];
    long[] failed = new long[bands.bands()];
    Background background = new Background();
    long[] lastPackets = new long[PortRange.MAX_PORT + 1];
    for (ConnectTimeline timeline : timelines) {
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
    return new FailureRates(early, failed, background.rate());
  }

  /** How other connects fail in the minutes of early reuses: load and outages raise both. */
  private static final class Background {

    private static final long MINUTE = 60_000_000_000L;

    /** Early reuses, other connects, and of these the failed, by minute. */
    private final Map<Long, long[]> minutes = new HashMap<>();

    void add(ConnectTimeline timeline, int n) {
      if (timeline.is(n, ConnectTimeline.JUDGED)) {
        long[] counts = minutes.computeIfAbsent(timeline.start(n) / MINUTE, minute -> new long[3]);
        if (timeline.is(n, ConnectTimeline.EARLY)) {
          counts[0]++;
        } else {
          counts[1]++;
          counts[2] += timeline.is(n, ConnectTimeline.CONNECTED) ? 0 : 1;
        }
      }
    }

    /** Their failure rate, each minute weighing as many early reuses as it has. */
    double rate() {
      double failed = 0;
      double weight = 0;
      for (long[] counts : minutes.values()) {
        if (counts[1] > 0) {
          failed += (double) counts[0] * counts[2] / counts[1];
          weight += counts[0];
        }
      }
      return weight > 0 ? failed / weight : 0;
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
    long failures = 0;
    for (int band = 0; band < rates.length; band++) {
      double rate = possibleRate(band, random);
      failures += binomial(reuses.earlyReuses(band), band < bands ? rate : background, random);
    }
    return failures;
  }

  /** A band without early reuses has the rate of all. */
  private double possibleRate(int band, SplittableRandom random) {
    double hits = early[band] > 0 ? failed[band] : Arrays.stream(failed).sum();
    double of = early[band] > 0 ? early[band] : Arrays.stream(early).sum();
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

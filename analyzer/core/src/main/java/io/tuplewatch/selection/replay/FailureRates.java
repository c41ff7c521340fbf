package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How often early reuses failed as recorded, by idle time. What predicts their failures elsewhere:
 * each early reuse fails with the rate of its band.
 */
final class FailureRates {

  private static final long NEVER = Long.MIN_VALUE;

  private final double[] rates;

  private FailureRates(double[] rates) {
    this.rates = rates;
  }

  /** O(connects); a band without early reuses has the rate of all. */
  static FailureRates of(List<ConnectTimeline> timelines, long firewallTimeout) {
    ReuseCount bands = new ReuseCount(firewallTimeout);
    long[] early = new long[bands.bands()];
    long[] failed = new long[bands.bands()];
    long allEarly = 0;
    long allFailed = 0;
    long[] lastPackets = new long[PortRange.MAX_PORT + 1];
    for (ConnectTimeline timeline : timelines) {
      Arrays.fill(lastPackets, NEVER);
      for (int n = 0; n < timeline.size(); n++) {
        long last = lastPackets[timeline.port(n)];
        lastPackets[timeline.port(n)] = timeline.lastPacket(n);
        int band = last == NEVER ? -1 : bands.band(Math.max(0, timeline.start(n) - last));
        if (band >= 0 && timeline.is(n, ConnectTimeline.EARLY)) {
          boolean fails = timeline.is(n, ConnectTimeline.FAILED_EARLY);
          early[band]++;
          allEarly++;
          failed[band] += fails ? 1 : 0;
          allFailed += fails ? 1 : 0;
        }
      }
    }
    double[] rates = new double[bands.bands()];
    for (int band = 0; band < rates.length; band++) {
      rates[band] =
          early[band] > 0
              ? (double) failed[band] / early[band]
              : (double) allFailed / Math.max(1, allEarly);
    }
    return new FailureRates(rates);
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

package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.recorded.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How often early reuses failed as recorded, by idle time. What predicts their failures elsewhere:
 * each early reuse fails with the rate of its band.
 */
final class FailureRates {

  private final double[] rates;

  private FailureRates(double[] rates) {
    this.rates = rates;
  }

  /** O(connects); a band without early reuses has the rate of all. */
  static FailureRates of(List<Timeline> timelines, long firewallTimeout) {
    ReuseCount bands = new ReuseCount(firewallTimeout);
    long[] early = new long[bands.bands()];
    long[] failed = new long[bands.bands()];
    long allEarly = 0;
    long allFailed = 0;
    for (Timeline timeline : timelines) {
      Map<Integer, Long> lastPackets = new HashMap<>();
      for (int n = 0; n < timeline.size(); n++) {
        Long last = lastPackets.put(timeline.port(n), timeline.lastPacket(n));
        int band = last == null ? -1 : bands.band(Math.max(0, timeline.start(n) - last));
        if (band >= 0 && timeline.is(n, Timeline.EARLY)) {
          boolean fails = timeline.is(n, Timeline.FAILED_EARLY);
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
      for (long n = rates[band] > 0 ? reuses.earlyReuses(band) : 0; n > 0; n--) {
        failures += random.nextDouble() < rates[band] ? 1 : 0;
      }
    }
    return failures;
  }
}

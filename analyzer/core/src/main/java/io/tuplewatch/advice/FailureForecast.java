package io.tuplewatch.advice;

import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.WhatIf;
import java.util.List;
import java.util.Random;

/**
 * How many early reuses of several destinations would fail after a change, each destination with
 * the time for which its device keeps sessions. Not thread-safe.
 */
final class FailureForecast {

  /**
   * Standard deviation of the logarithm of the failures of another day with a load like this one,
   * beyond what the simulations differ by: arrivals, and the retries that failures cause.
   */
  private static final double OTHER_DAY = .15;

  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final List<Replay> replays;
  private final double[] asRecorded;

  /**
   * @param replays of one destination each, all with equally many seeds
   * @throws InterruptedException if the calling thread is
   */
  FailureForecast(List<Replay> replays) throws InterruptedException {
    this.replays = replays;
    this.asRecorded = outcomes(WhatIf.NOTHING, 1).failedEarlyReuses();
  }

  /** Without a change. */
  Prediction asRecorded() {
    return Prediction.ofCounts(asRecorded.clone());
  }

  /**
   * With all of these at once.
   *
   * @throws InterruptedException if the calling thread is
   */
  Item with(List<Remedy> remedies) throws InterruptedException {
    String changes =
        String.join(
            ",", remedies.stream().map(Remedy::change).filter(each -> !each.isEmpty()).toList());
    double kept = remedies.stream().mapToDouble(Remedy::kept).min().orElse(1);
    WhatIf change = changes.isEmpty() ? WhatIf.NOTHING : WhatIf.parse(changes);
    Replay.Outcomes then = outcomes(change, kept);
    double[] left = then.failedEarlyReuses();
    double[] avoided = new double[left.length];
    for (int seed = 0; seed < left.length; seed++) {
      avoided[seed] = asRecorded[seed] - left[seed];
    }
    return new Item(
        remedies, Prediction.ofCounts(left), Prediction.of(avoided), then.portFailures());
  }

  private Replay.Outcomes outcomes(WhatIf change, double kept) throws InterruptedException {
    double[] sum = new double[replays.get(0).seeds()]; // Equal seeds, equal days.
    double portFailures = 0;
    for (Replay replay : replays) {
      Replay.Outcomes outcomes = replay.outcomes(change, kept);
      portFailures += outcomes.portFailures();
      for (int seed = 0; seed < sum.length; seed++) {
        sum[seed] += outcomes.failedEarlyReuses()[seed];
      }
    }
    Random days = new Random(SEED);
    for (int seed = 0; seed < sum.length; seed++) {
      sum[seed] *= Math.exp(OTHER_DAY * days.nextGaussian());
    }
    return new Replay.Outcomes(sum, portFailures);
  }
}

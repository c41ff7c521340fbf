package io.tuplewatch.advice;

import io.tuplewatch.selection.replay.Outcomes;
import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.WhatIf;
import java.util.ArrayList;
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

  /** Fewer avoided failures change the load by too little to play it again. */
  private static final double LITTLE = .02;

  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final List<Replay> replays;
  private final List<Retries> retries;
  private final List<Outcomes> played;
  private final double[] asRecorded;

  /**
   * @param replays of one destination each, all with equally many seeds
   * @param retries of the same destinations
   * @throws InterruptedException if the calling thread is
   */
  FailureForecast(List<Replay> replays, List<Retries> retries) throws InterruptedException {
    this.replays = replays;
    this.retries = retries;
    this.played = new ArrayList<>();
    for (Replay replay : replays) {
      played.add(replay.outcomes(WhatIf.NOTHING, 1));
    }
    this.asRecorded = new double[replays.get(0).seeds()];
    for (int seed = 0; seed < asRecorded.length; seed++) {
      for (Outcomes outcomes : played) {
        asRecorded[seed] += outcomes.failedEarlyReuses(seed);
      }
    }
    ofAnotherDay(asRecorded);
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
    double[] left = new double[asRecorded.length];
    double portFailures = 0;
    for (int i = 0; i < replays.size(); i++) {
      portFailures += add(i, change, kept, left);
    }
    ofAnotherDay(left);
    double[] avoided = new double[left.length];
    for (int seed = 0; seed < left.length; seed++) {
      avoided[seed] = asRecorded[seed] - left[seed];
    }
    return new Item(remedies, Prediction.ofCounts(left), Prediction.of(avoided), portFailures);
  }

  /** Adds what one destination has left, and returns the connects that found no port. */
  private double add(int i, WhatIf change, double kept, double[] left) throws InterruptedException {
    Outcomes outcomes = replays.get(i).outcomes(change, kept);
    double avoided = shareAvoided(outcomes, played.get(i), left.length);
    if (avoided > LITTLE && avoided < 1) {
      outcomes = replays.get(i).outcomes(change.withWorking(avoided), kept);
    }
    for (int seed = 0; seed < left.length; seed++) {
      double then = outcomes.failedEarlyReuses(seed);
      left[seed] += retries.get(i).without(then, played.get(i).failedEarlyReuses(seed) - then);
    }
    return outcomes.portFailures();
  }

  /** What does not fail leaves a closed connection behind, in TIME_WAIT where the client closed. */
  private static double shareAvoided(Outcomes then, Outcomes now, int seeds) {
    double failedThen = 0;
    double failedNow = 0;
    for (int seed = 0; seed < seeds; seed++) {
      failedThen += then.failedEarlyReuses(seed);
      failedNow += now.failedEarlyReuses(seed);
    }
    return failedNow == 0 ? 0 : 1 - failedThen / failedNow;
  }

  /** Equal seeds, equal days. */
  private static void ofAnotherDay(double[] failures) {
    Random days = new Random(SEED);
    for (int seed = 0; seed < failures.length; seed++) {
      failures[seed] *= Math.exp(OTHER_DAY * days.nextGaussian());
    }
  }
}

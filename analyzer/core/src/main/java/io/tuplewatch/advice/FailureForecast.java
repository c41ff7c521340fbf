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

  /** So small a share of failures more that are avoided changes the load by too little. */
  private static final double LITTLE = .02;

  private static final int MOST_ROUNDS = 5;

  private static final long SEED = 0x9E3779B97F4A7C15L;

  private final List<Replay> replays;
  private final List<Outcomes> played;
  private final double[] asRecorded;

  /**
   * @param replays of one destination each, all with equally many seeds
   * @throws InterruptedException if the calling thread is
   */
  FailureForecast(List<Replay> replays) throws InterruptedException {
    this.replays = replays;
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
    Prediction after = Prediction.ofCounts(left);
    return new Item(
        remedies,
        after.high() > 0 ? after : new Prediction(0, 0, mostLeft(change, kept)),
        Prediction.of(avoided),
        portFailures);
  }

  /** Where none would be left: how many at most if all that was tried again still is. */
  private double mostLeft(WhatIf change, double kept) throws InterruptedException {
    double[] left = new double[asRecorded.length];
    for (Replay replay : replays) {
      Outcomes outcomes = replay.outcomes(change, kept);
      for (int seed = 0; seed < left.length; seed++) {
        left[seed] += outcomes.failedEarlyReuses(seed);
      }
    }
    ofAnotherDay(left);
    return Prediction.ofCounts(left).high();
  }

  /** Adds what one destination has left, and returns the connects that found no port. */
  private double add(int i, WhatIf change, double kept, double[] left) throws InterruptedException {
    Outcomes then = settled(i, change, kept);
    for (int seed = 0; seed < left.length; seed++) {
      left[seed] += then.failedEarlyReuses(seed);
    }
    return then.portFailures();
  }

  /**
   * What does not fail changes the load: it leaves a closed connection behind, and nobody tries
   * again. What fails is tried again, and the more connects, the more fail. So it is played as if
   * nothing failed, then with the failures that this has, until these make no difference: as it
   * comes where the change is there from the beginning.
   */
  private Outcomes settled(int i, WhatIf change, double kept) throws InterruptedException {
    double working = 1;
    Outcomes then = replays.get(i).outcomes(change.withWorking(working), kept);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double now = shareWorking(then, played.get(i));
      if (working - now < LITTLE) {
        return then;
      }
      working = now;
      then = replays.get(i).outcomes(change.withWorking(working), kept);
    }
    return then;
  }

  /** The share of the connects that failed as early reuses which would work. */
  private static double shareWorking(Outcomes then, Outcomes now) {
    return now.failureRate() == 0 ? 0 : Math.max(0, 1 - then.failureRate() / now.failureRate());
  }

  /** Equal seeds, equal days. */
  private static void ofAnotherDay(double[] failures) {
    Random days = new Random(SEED);
    for (int seed = 0; seed < failures.length; seed++) {
      failures[seed] *= Math.exp(OTHER_DAY * days.nextGaussian());
    }
  }
}

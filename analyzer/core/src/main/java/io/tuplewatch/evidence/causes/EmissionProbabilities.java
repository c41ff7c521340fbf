package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The emission probabilities of a {@link HiddenMarkovModel}: how likely the attempts of a step went
 * as they did in each state of the network, for one mode of failure. In a state, a share of the
 * SYNs is lost, or nobody is there. Thread-safe if no observations are added.
 */
final class EmissionProbabilities {

  /**
   * Shares of SYNs lost while the destination is up: coarse where hardly any are, then each an
   * eighth more than the one before, since what is lost twice differs by a quarter then.
   */
  private static final double[] LOSS =
      DoubleStream.concat(
              DoubleStream.of(1e-5, .001, .0025, .005),
              DoubleStream.iterate(.0075, loss -> loss < .9, loss -> 1.125 * loss))
          .toArray();

  static final int DOWN = LOSS.length;
  static final int STATES = DOWN + 1;

  /** A destination that is down is up again by the connect's second SYN, or was up after all. */
  private static final double SLOW_WHILE_DOWN = .02;

  private static final double QUICK_WHILE_DOWN = 1e-4;

  /**
   * Failures of another mode than the one that is down, before that mode's conditions are known.
   */
  private static final double OTHERWISE_WHILE_DOWN = .3;

  private static final double LEAST_WHILE_DOWN = .01;

  private static final double[][] QUICK = new double[Observations.MOST_QUICK + 1][STATES];

  static {
    for (int n = 0; n < QUICK.length; n++) {
      for (int s = 0; s < DOWN; s++) {
        QUICK[n][s] = Math.pow(1 - LOSS[s], n);
      }
      QUICK[n][DOWN] = Math.pow(QUICK_WHILE_DOWN, n);
    }
  }

  /** What Linux sends by default, and one more. */
  private static final int USUAL_SYNS = 8;

  /** By number of SYNs and state, the chance that they are all lost. */
  private static final double[][] LOST = new double[USUAL_SYNS + 1][DOWN];

  static {
    Arrays.fill(LOST[0], 1);
    for (int syns = 1; syns <= USUAL_SYNS; syns++) {
      for (int s = 0; s < DOWN; s++) {
        LOST[syns][s] = LOST[syns - 1][s] * LOSS[s];
      }
    }
  }

  private final Observations observations;
  private final FailureMode mode;
  private final double[] otherwise;
  private final Map<FailureMode, Background> known;
  private final int usualSyns;

  /** The parameters are those of {@link HiddenMarkovModel#of}. */
  EmissionProbabilities(
      Observations observations,
      FailureMode mode,
      double[] otherwise,
      Map<FailureMode, Background> known) {
    this.observations = observations;
    this.mode = mode;
    this.otherwise = otherwise;
    this.known = known;
    this.usualSyns = meanSyns();
  }

  private int meanSyns() {
    double mean =
        observations.failures().stream()
            .filter(failure -> failure.mode() == mode)
            .mapToInt(FailedConnect::syns)
            .average()
            .orElse(1);
    return mode == FailureMode.NO_ANSWER ? (int) Math.round(mean) : 1;
  }

  /** SYNs that failures of this mode sent, in the mean. */
  int usualSyns() {
    return usualSyns;
  }

  /** SYNs that were lost if a failure is one of loss. */
  int synsOf(FailedConnect failure) {
    return mode == FailureMode.NO_ANSWER ? failure.syns() : 1;
  }

  /**
   * The probability of all attempts of a step, by state.
   *
   * @param room for as many, which may be what is returned
   */
  double[] of(int step, double[] room) {
    double[] quick = QUICK[observations.quick(step)];
    FailedConnect failure = observations.failure(step);
    int slow = observations.lost(step);
    if (failure == null && slow == 0) {
      return quick;
    }
    if (failure == null) {
      answeredLate(slow, quick, room);
    } else if (failure.mode() == mode) {
      failed(failure, quick, room);
    } else {
      System.arraycopy(quick, 0, room, 0, DOWN);
      room[DOWN] = quick[DOWN] * whileDown(failure, otherwise[failure.number()]);
    }
    return room;
  }

  private void failed(FailedConnect failure, double[] quick, double[] room) {
    double[] allLost = lost(synsOf(failure));
    double other = otherwise[failure.number()];
    for (int state = 0; state < DOWN; state++) {
      room[state] = quick[state] * (other + (1 - other) * allLost[state]);
    }
    room[DOWN] = quick[DOWN];
  }

  private void answeredLate(int slow, double[] quick, double[] room) {
    if (mode != FailureMode.NO_ANSWER) {
      Arrays.setAll(room, state -> quick[state] * QUICK[1][state]);
      return;
    }
    double[] allLost = lost(slow);
    for (int state = 0; state < DOWN; state++) {
      room[state] = quick[state] * allLost[state] * (1 - LOSS[state]);
    }
    room[DOWN] = quick[DOWN] * SLOW_WHILE_DOWN;
  }

  /**
   * How much likelier another mode's failure is while this one is down: what stops a SYN on its way
   * does so then, too, but the destination is not down in two ways.
   */
  private double whileDown(FailedConnect failure, double other) {
    Background background = known.get(failure.mode());
    if (background == null || background.model() == null) {
      return other + (1 - other) * OTHERWISE_WHILE_DOWN;
    }
    double down = background.down(failure);
    double onTheWay = 1 - (1 - other) * (1 - background.lost(failure));
    double fails = down + (1 - down) * onTheWay;
    return Math.max(LEAST_WHILE_DOWN, onTheWay / fails);
  }

  /** By state but down, the chance that so many SYNs, 1 or more, are all lost. */
  static double[] lost(int syns) {
    if (syns <= USUAL_SYNS) {
      return LOST[syns];
    }
    double[] lost = LOST[USUAL_SYNS].clone();
    for (int s = 0; s < DOWN; s++) {
      lost[s] *= Math.pow(LOSS[s], syns - USUAL_SYNS);
    }
    return lost;
  }
}

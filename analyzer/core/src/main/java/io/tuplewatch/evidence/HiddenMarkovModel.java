package io.tuplewatch.evidence;

import java.util.Arrays;
import java.util.Map;

/**
 * What the network was like at each step of a {@link Course}, for one mode of failure: a share of
 * the SYNs is lost, or nobody is there. A hidden Markov chain over levels of loss and "down",
 * changing seldom and by time rather than by connect; forward and backward, its rates found by
 * expectation and maximization. Every connect tells something: one that was answered at once, one
 * that was answered at its second SYN, one that failed as far as nothing else explains it.
 */
final class HiddenMarkovModel {

  /** Before anything is seen: how long conditions last, ns. */
  private static final double LASTING = 600e9;

  private static final double LASTING_DOWN = 60e9;
  private static final double DOWN_SHARE = .2;
  private static final double SOME_REFUSED = .05;

  /** Changes that the prior on where they lead is worth: to what is usual, or to anything. */
  private static final double TO_USUAL = 3;

  private static final double TO_ANYTHING = .3;

  /** Two attempts are never quite at the same time, ns. */
  private static final double MOMENT = 1e6;

  private static final int BLOCK = 512;
  private static final int ROUNDS = 2;

  private final Observations observations;
  private final FailureMode mode;
  private final EmissionProbabilities emissions;
  private final float[] lost;
  private final float[] down;
  private final double[] lostByFailure;
  private final double[] downByFailure;

  private final double[] entered = new double[EmissionProbabilities.STATES];
  private double rate = 1 / LASTING;
  private double rateUp = 1 / LASTING_DOWN;

  private HiddenMarkovModel(
      Observations observations, FailureMode mode, EmissionProbabilities emissions) {
    this.observations = observations;
    this.mode = mode;
    this.emissions = emissions;
    this.lostByFailure = new double[observations.failures().size()];
    this.downByFailure = new double[observations.failures().size()];
    this.lost = new float[observations.steps()];
    this.down = new float[observations.steps()];
    for (int s = 0; s < EmissionProbabilities.STATES; s++) {
      entered[s] = share(s);
    }
  }

  /**
   * The posterior of every step's state. O(steps).
   *
   * @param otherwise by failure, its chance to fail as it did for reasons that have nothing to do
   *     with the moment
   * @param known what has been found for other modes, or for this one, so far
   */
  static HiddenMarkovModel of(
      Observations observations,
      FailureMode mode,
      double[] otherwise,
      Map<FailureMode, HiddenMarkovModel> known) {
    return of(observations, mode, otherwise, known, ROUNDS);
  }

  /**
   * The posterior after some rounds of expectation and maximization; with one, rates are those of
   * the prior.
   */
  static HiddenMarkovModel of(
      Observations observations,
      FailureMode mode,
      double[] otherwise,
      Map<FailureMode, HiddenMarkovModel> known,
      int rounds) {
    HiddenMarkovModel model =
        new HiddenMarkovModel(
            observations, mode, new EmissionProbabilities(observations, mode, otherwise, known));
    for (int round = 0; round < rounds; round++) {
      model.pass(round == rounds - 1);
    }
    return model;
  }

  /** Chance that all SYNs of a failure of this mode are lost at its moment, itself aside. */
  double lost(FailedConnect failure) {
    return lostByFailure[failure.number()];
  }

  /** Chance that nobody could connect at the moment of a failure of this mode, itself aside. */
  double down(FailedConnect failure) {
    return downByFailure[failure.number()];
  }

  /** Chance, 0 to 1, that a connect of this time loses all its SYNs while the destination is up. */
  double lost(long time) {
    return observations.steps() == 0 ? 0 : lost[observations.at(time)];
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  double down(long time) {
    return observations.steps() == 0 ? 0 : down[observations.at(time)];
  }

  /**
   * Before anything is seen. A server refuses all connects of a moment or none; of SYNs any share
   * may be lost.
   */
  private double share(int state) {
    if (state == EmissionProbabilities.DOWN) {
      return DOWN_SHARE;
    }
    double some = mode == FailureMode.NO_ANSWER ? 1 : SOME_REFUSED;
    return (1 - DOWN_SHARE) * (some / EmissionProbabilities.DOWN + (state == 0 ? 1 - some : 0));
  }

  /** Once forward and, block by block, backward again. */
  private void pass(boolean last) {
    int steps = observations.steps();
    double[][] starts = new double[steps / BLOCK + 1][];
    double[] state = entered.clone();
    Step each = new Step();
    for (int number = 0; number < steps; number++) {
      if (number % BLOCK == 0) {
        starts[number / BLOCK] = state.clone();
      }
      each.at(number).forward(state);
    }
    Backward backward = new Backward(last);
    Step[] block = new Step[Math.min(steps, BLOCK)];
    Arrays.setAll(block, i -> new Step());
    for (int b = (steps - 1) / BLOCK; b >= 0 && steps > 0; b--) {
      int from = b * BLOCK;
      int to = Math.min(steps, from + BLOCK);
      double[] believed = starts[b];
      for (int number = from; number < to; number++) {
        Step step = block[number - from].at(number);
        System.arraycopy(believed, 0, step.before, 0, EmissionProbabilities.STATES);
        step.forward(believed);
      }
      for (int number = to - 1; number >= from; number--) {
        backward.step(block[number - from]);
      }
    }
    backward.learn();
  }

  private static void scale(double[] state, double sum) {
    if (sum > 0) {
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        state[s] /= sum;
      }
    } else {
      Arrays.fill(state, 1.0 / EmissionProbabilities.STATES);
    }
  }

  /** A step: time passes, and may have changed what the network is like; then attempts tell. */
  private final class Step {
    private int number;
    private double elapsed;

    /** Chances that another state than down has been left, and that down has. */
    private double change;

    private double up;

    /** By state, the probability of all attempts of the step. */
    private final double[] emitted = new double[EmissionProbabilities.STATES];

    /** What was believed after the step before, where that is kept. */
    private final double[] before = new double[EmissionProbabilities.STATES];

    Step at(int newNumber) {
      number = newNumber;
      elapsed =
          number == 0 ? 0 : (double) (observations.time(number) - observations.time(number - 1));
      change = changes(rate);
      up = changes(rateUp);
      emissions.of(number, emitted);
      return this;
    }

    private double changes(double perNano) {
      return -Math.expm1(-(elapsed + MOMENT) * perNano);
    }

    /** From what is believed after the step before to what is believed after this one. */
    void forward(double[] state) {
      move(state);
      double sum = 0;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        state[s] *= emitted[s];
        sum += state[s];
      }
      scale(state, sum);
    }

    /** Time passes; what has changed by then. */
    double move(double[] state) {
      double moved = 0;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        double leaves = state[s] * (s == EmissionProbabilities.DOWN ? up : change);
        moved += leaves;
        state[s] -= leaves;
      }
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        state[s] += moved * entered[s];
      }
      return moved;
    }
  }

  /** Goes back from the last step, and learns the rates. */
  private final class Backward {
    private final boolean last;

    /** By state, of the step at hand: what was believed before it told anything, and its weight. */
    private final double[] believed = new double[EmissionProbabilities.STATES];

    private final double[] weight = new double[EmissionProbabilities.STATES];
    private final double[] after = new double[EmissionProbabilities.STATES];
    private final double[] led = new double[EmissionProbabilities.STATES];
    private final double[] usual = new double[EmissionProbabilities.STATES];
    private double left;
    private double leftDown;
    private double time;
    private double timeDown;

    Backward(boolean last) {
      this.last = last;
      Arrays.fill(after, 1);
    }

    void step(Step step) {
      System.arraycopy(step.before, 0, believed, 0, believed.length);
      double moved = step.move(believed);
      double sum = 0;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        weight[s] = step.emitted[s] * after[s];
        sum += believed[s] * weight[s];
      }
      if (last) {
        tell(step.number, sum);
      }
      double attempts = observations.quick(step.number) + 1;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        usual[s] += believed[s] * weight[s] / sum * attempts;
      }
      count(step, moved, sum);
      back(step);
    }

    private void count(Step step, double moved, double sum) {
      double into = 0;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        double here = moved * entered[s] * weight[s] / sum;
        led[s] += here;
        into += here;
      }
      double down = step.before[EmissionProbabilities.DOWN];
      double downLeft = moved > 0 ? into * down * step.up / moved : 0;
      leftDown += downLeft;
      left += into - downLeft;
      double stayedDown =
          down * (1 - step.up) * weight[EmissionProbabilities.DOWN] / sum + downLeft;
      timeDown += stayedDown * step.elapsed;
      time += (1 - stayedDown) * step.elapsed;
    }

    /** What is expected of this step, seen from the step before. */
    private void back(Step step) {
      double changed = 0;
      double sum = 0;
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        changed += entered[s] * weight[s];
      }
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        double leaves = s == EmissionProbabilities.DOWN ? step.up : step.change;
        after[s] = (1 - leaves) * weight[s] + leaves * changed;
        sum += after[s];
      }
      scale(after, sum);
    }

    private void tell(int step, double sum) {
      lost[step] = (float) lostWhileUp(emissions.usualSyns());
      down[step] =
          (float) (believed[EmissionProbabilities.DOWN] * weight[EmissionProbabilities.DOWN] / sum);
      FailedConnect failure = observations.failure(step);
      if (failure != null && failure.mode() == mode) {
        double all = 0;
        for (int s = 0; s < EmissionProbabilities.STATES; s++) {
          weight[s] = after[s];
          all += believed[s] * weight[s];
        }
        int number = failure.number();
        lostByFailure[number] = lostWhileUp(emissions.synsOf(failure));
        downByFailure[number] =
            believed[EmissionProbabilities.DOWN] * weight[EmissionProbabilities.DOWN] / all;
        for (int s = 0; s < EmissionProbabilities.STATES; s++) {
          weight[s] *= emissions.ofEvent(step, s);
        }
      }
    }

    private double lostWhileUp(int syns) {
      double up = 0;
      double lostOf = 0;
      for (int s = 0; s < EmissionProbabilities.DOWN; s++) {
        double here = believed[s] * weight[s];
        up += here;
        lostOf += here * EmissionProbabilities.lost(s, syns);
      }
      return up > 0 ? lostOf / up : 0;
    }

    void learn() {
      usual[EmissionProbabilities.DOWN] = 0;
      scale(usual, Arrays.stream(usual).sum());
      for (int s = 0; s < EmissionProbabilities.STATES; s++) {
        double toUsual = s == EmissionProbabilities.DOWN ? DOWN_SHARE : (1 - DOWN_SHARE) * usual[s];
        entered[s] = led[s] + TO_USUAL * toUsual + TO_ANYTHING * share(s);
      }
      scale(entered, Arrays.stream(entered).sum());
      rate = (left + 1) / (time + LASTING);
      rateUp = (leftDown + 1) / (timeDown + LASTING_DOWN);
    }
  }
}

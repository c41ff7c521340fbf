package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
import java.util.Arrays;
import java.util.Map;

/**
 * What the network was like at each step of the {@link Observations}, for one mode of failure: a
 * share of the SYNs is lost, or nobody is there. A hidden Markov model whose states are levels of
 * loss and "down", and change seldom and by time rather than by connect ({@link
 * TransitionProbabilities}). The forward-backward algorithm gives the posterior of each step's
 * state; the transition probabilities are found by expectation and maximization (Rabiner, Proc.
 * IEEE 77, 1989). Every connect tells something ({@link EmissionProbabilities}): one that was
 * answered at once, one that was answered at its second SYN, one that failed as far as nothing else
 * explains it.
 */
final class HiddenMarkovModel {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  /** Steps between two that the forward probabilities are kept of. */
  private static final int BLOCK = 512;

  private static final int ROUNDS = 2;

  /** Where not even one late answer is to be expected, none is missed. */
  private static final double ENOUGH_LATE = 1;

  /** So many times fewer than there should be, and SYNs are not lost at random. */
  private static final double MISSING = 3;

  private final Observations observations;
  private final FailureMode mode;
  private final EmissionProbabilities emissions;
  private final float[] lost;
  private final float[] down;
  private final double[] lostByFailure;
  private final double[] downByFailure;
  private TransitionProbabilities transitions;
  private boolean lossBorneOut;

  private HiddenMarkovModel(
      Observations observations, FailureMode mode, EmissionProbabilities emissions) {
    this.observations = observations;
    this.mode = mode;
    this.emissions = emissions;
    this.lostByFailure = new double[observations.failures().size()];
    this.downByFailure = new double[observations.failures().size()];
    this.lost = new float[observations.steps()];
    this.down = new float[observations.steps()];
    this.transitions = TransitionProbabilities.prior(mode);
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
      model.forwardBackward(round == rounds - 1);
    }
    model.lossBorneOut = model.bearOut();
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

  /**
   * Whether connects that worked bear out that SYNs are lost: for each that was answered at its
   * first SYN, as many are answered at a later one as SYNs are lost. Where there should be few of
   * them that is so; where connects fail with their first SYN nothing bears it out.
   */
  boolean isLossBorneOut() {
    return lossBorneOut;
  }

  private boolean bearOut() {
    int syns = emissions.usualSyns();
    double expected = 0;
    for (int step = 0; step < observations.steps(); step++) {
      expected += observations.quick(step) * Math.pow(lost[step], 1.0 / syns);
    }
    return expected < ENOUGH_LATE || (syns > 1 && observations.slow() * MISSING > expected);
  }

  /** Chance, 0 to 1, that a connect of this time loses all its SYNs while the destination is up. */
  double lost(long time) {
    return observations.steps() == 0 ? 0 : lost[observations.at(time)];
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  double down(long time) {
    return observations.steps() == 0 ? 0 : down[observations.at(time)];
  }

  /** Once forward and, block by block, backward again; then the transitions that are likeliest. */
  private void forwardBackward(boolean last) {
    int steps = observations.steps();
    double[][] starts = new double[steps / BLOCK + 1][];
    double[] state = transitions.entry();
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
      double[] filtered = starts[b];
      for (int number = from; number < to; number++) {
        Step step = block[number - from].at(number);
        System.arraycopy(filtered, 0, step.filteredBefore, 0, STATES);
        step.forward(filtered);
      }
      for (int number = to - 1; number >= from; number--) {
        backward.step(block[number - from]);
      }
    }
    transitions = backward.expected.maximized(mode);
  }

  private static void normalize(double[] state, double sum) {
    if (sum > 0) {
      for (int s = 0; s < STATES; s++) {
        state[s] /= sum;
      }
    } else {
      Arrays.fill(state, 1.0 / STATES);
    }
  }

  /** A step: time passes, and may have changed what the network is like; then attempts tell. */
  private final class Step {
    private int number;
    private double elapsed;
    private double change;
    private double recovery;

    /** By state, the emission probability of all attempts of the step. */
    private final double[] emitted = new double[STATES];

    /** The filtered distribution after the step before, where that is kept. */
    private final double[] filteredBefore = new double[STATES];

    Step at(int newNumber) {
      number = newNumber;
      elapsed =
          number == 0 ? 0 : (double) (observations.time(number) - observations.time(number - 1));
      change = transitions.change(elapsed);
      recovery = transitions.recovery(elapsed);
      emissions.emit(number, emitted);
      return this;
    }

    /** From the filtered distribution after the step before to that after this one. */
    void forward(double[] state) {
      predict(state);
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        state[s] *= emitted[s];
        sum += state[s];
      }
      normalize(state, sum);
    }

    /** From filtered to predicted: time passes. Returns how much of the probability has moved. */
    double predict(double[] state) {
      return transitions.predict(state, change, recovery);
    }
  }

  /** Goes back from the last step: posteriors, and expected transitions. */
  private final class Backward {
    private final boolean last;
    private final ExpectedTransitions expected = new ExpectedTransitions();

    /** By state, before the step at hand told anything. */
    private final double[] predicted = new double[STATES];

    /** By state, the probability of the step's attempts and of all after it. */
    private final double[] likelihood = new double[STATES];

    /** By state, the probability, scaled, of all attempts after the step. */
    private final double[] backward = new double[STATES];

    Backward(boolean last) {
      this.last = last;
      Arrays.fill(backward, 1);
    }

    void step(Step step) {
      System.arraycopy(step.filteredBefore, 0, predicted, 0, STATES);
      double moved = step.predict(predicted);
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        likelihood[s] = step.emitted[s] * backward[s];
        sum += predicted[s] * likelihood[s];
      }
      if (last) {
        keepPosterior(step.number, sum);
      }
      expected.addAttempts(predicted, likelihood, sum, observations.quick(step.number) + 1);
      double downBefore = step.filteredBefore[DOWN];
      double into = expected.addEntries(transitions, moved, likelihood, sum);
      double recovered = moved > 0 ? into * downBefore * step.recovery / moved : 0;
      double stayedDown = downBefore * (1 - step.recovery) * likelihood[DOWN] / sum;
      expected.addTime(into, recovered, stayedDown + recovered, step.elapsed);
      back(step);
    }

    /** The backward probabilities of the step before. */
    private void back(Step step) {
      double changed = 0;
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        changed += transitions.entry(s) * likelihood[s];
      }
      for (int s = 0; s < STATES; s++) {
        double leaves = s == DOWN ? step.recovery : step.change;
        backward[s] = (1 - leaves) * likelihood[s] + leaves * changed;
        sum += backward[s];
      }
      normalize(backward, sum);
    }

    /** The posterior of a step; that of a failure leaves the failure itself out. */
    private void keepPosterior(int step, double sum) {
      lost[step] = (float) lostWhileUp(emissions.usualSyns());
      down[step] = (float) (predicted[DOWN] * likelihood[DOWN] / sum);
      FailedConnect failure = observations.failure(step);
      if (failure != null && failure.mode() == mode) {
        double all = 0;
        for (int s = 0; s < STATES; s++) {
          likelihood[s] = backward[s];
          all += predicted[s] * likelihood[s];
        }
        int number = failure.number();
        lostByFailure[number] = lostWhileUp(emissions.synsOf(failure));
        downByFailure[number] = predicted[DOWN] * likelihood[DOWN] / all;
        for (int s = 0; s < STATES; s++) {
          likelihood[s] *= emissions.ofEvent(step, s);
        }
      }
    }

    private double lostWhileUp(int syns) {
      double up = 0;
      double lostOf = 0;
      for (int s = 0; s < DOWN; s++) {
        double here = predicted[s] * likelihood[s];
        up += here;
        lostOf += here * EmissionProbabilities.lost(s, syns);
      }
      return up > 0 ? lostOf / up : 0;
    }
  }
}

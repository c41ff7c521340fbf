package io.tuplewatch.evidence.causes;

import io.tuplewatch.evidence.counts.FailureMode;
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
    this.transitions = TransitionProbabilities.prior();
  }

  /**
   * The posterior of every step's state. O(steps).
   *
   * @param otherwise by failure, its chance to fail as it did for reasons that have nothing to do
   *     with the moment
   * @param known by mode in which connects failed, what has been found so far
   */
  static HiddenMarkovModel of(
      Observations observations,
      FailureMode mode,
      double[] otherwise,
      Map<FailureMode, Background> known) {
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
      Map<FailureMode, Background> known,
      int rounds) {
    HiddenMarkovModel model =
        new HiddenMarkovModel(
            observations, mode, new EmissionProbabilities(observations, mode, otherwise, known));
    for (int round = 1; round < rounds; round++) {
      model.transitions = model.maximized();
    }
    ForwardBackward.run(observations, model.emissions, model.transitions, model::keep);
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
      int quick = observations.quick(step);
      expected += quick == 0 ? 0 : quick * Math.pow(lost[step], 1.0 / syns);
    }
    return expected < ENOUGH_LATE || (syns > 1 && observations.slow() * MISSING > expected);
  }

  /** Chance, 0 to 1, that a connect of this time loses all its SYNs while the destination is up. */
  double lost(long time) {
    return lost[observations.at(time)];
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  double down(long time) {
    return down[observations.at(time)];
  }

  private TransitionProbabilities maximized() {
    ExpectedTransitions expected = new ExpectedTransitions();
    ForwardBackward.run(
        observations,
        emissions,
        transitions,
        (step, number) -> step.addTo(expected, observations.quick(number) + 1));
    return expected.maximized(transitions);
  }

  /** Keeps the posterior of a step; that of a failure leaves the failure itself out. */
  private void keep(SmoothedStep step, int number) {
    lost[number] = (float) step.lost(emissions.usualSyns());
    down[number] = (float) step.down();
    FailedConnect failure = observations.failure(number);
    if (failure != null && failure.mode() == mode) {
      lostByFailure[failure.number()] = step.lostByOthers(emissions.synsOf(failure));
      downByFailure[failure.number()] = step.downByOthers();
    }
  }
}

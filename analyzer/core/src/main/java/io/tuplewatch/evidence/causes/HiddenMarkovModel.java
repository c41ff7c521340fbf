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

  private static final ThreadLocal<Block> BLOCKS = ThreadLocal.withInitial(Block::new);

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
      int quick = observations.quick(step);
      expected += quick == 0 ? 0 : quick * Math.pow(lost[step], 1.0 / syns);
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

  /**
   * Once forward and, block by block, backward again; then the transitions that are likeliest. The
   * last block is gone through forward only once.
   */
  private void forwardBackward(boolean last) {
    int steps = observations.steps();
    int lastBlock = (steps - 1) / BLOCK;
    double[][] starts = new double[lastBlock + 1][];
    double[] state = transitions.entry();
    Block block = BLOCKS.get();
    for (int b = 0; b < lastBlock; b++) {
      starts[b] = state.clone();
      for (int number = b * BLOCK; number < (b + 1) * BLOCK; number++) {
        forward(number, state, block, 0);
      }
    }
    starts[lastBlock] = state;
    Backward backward = new Backward(last, block);
    for (int b = lastBlock; b >= 0; b--) {
      int from = b * BLOCK;
      int to = Math.min(steps, from + BLOCK);
      for (int number = from; number < to; number++) {
        forward(number, starts[b], block, number - from);
      }
      for (int number = to - 1; number >= from; number--) {
        backward.step(number, number - from);
      }
    }
    if (!last) {
      transitions = backward.expected.maximized();
    }
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

  /**
   * What was found of some steps on the way forward: time passes, and may have changed what the
   * network is like; then attempts tell. One for each thread: with thousands of destinations most
   * of what they take would be these.
   */
  private static final class Block {
    final double[] elapsed = new double[BLOCK];
    final double[] change = new double[BLOCK];
    final double[] recovery = new double[BLOCK];

    /** By step and state, the filtered distribution after the step before. */
    final double[] filteredBefore = new double[BLOCK * STATES];

    /** By step and state, the emission probability of all attempts of the step. */
    final double[] emitted = new double[BLOCK * STATES];
  }

  /**
   * From the filtered distribution after the step before to that after this one, both of which the
   * block is left with at {@code at}.
   */
  private void forward(int number, double[] state, Block block, int at) {
    double elapsed =
        number == 0 ? 0 : (double) (observations.time(number) - observations.time(number - 1));
    int begin = at * STATES;
    block.elapsed[at] = elapsed;
    block.change[at] = transitions.change(elapsed);
    block.recovery[at] = transitions.recovery(elapsed);
    emissions.emit(number, block.emitted, begin);
    System.arraycopy(state, 0, block.filteredBefore, begin, STATES);
    transitions.predict(state, block.change[at], block.recovery[at]);
    double sum = 0;
    for (int s = 0; s < STATES; s++) {
      double here = state[s] * block.emitted[begin + s];
      state[s] = here;
      sum += here;
    }
    normalize(state, sum);
  }

  /** Goes back from the last step: posteriors the last time, else expected transitions. */
  private final class Backward {
    private final boolean last;
    private final Block block;
    private final ExpectedTransitions expected = new ExpectedTransitions();

    /** By state, before the step at hand told anything. */
    private final double[] predicted = new double[STATES];

    /** By state, the probability of the step's attempts and of all after it. */
    private final double[] likelihood = new double[STATES];

    /** By state, the probability, scaled, of all attempts after the step. */
    private final double[] backward = new double[STATES];

    Backward(boolean last, Block block) {
      this.last = last;
      this.block = block;
      Arrays.fill(backward, 1);
    }

    /** A step, which is the block's at {@code at}. */
    void step(int number, int at) {
      int begin = at * STATES;
      System.arraycopy(block.filteredBefore, begin, predicted, 0, STATES);
      double moved = transitions.predict(predicted, block.change[at], block.recovery[at]);
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        likelihood[s] = block.emitted[begin + s] * backward[s];
        sum += predicted[s] * likelihood[s];
      }
      if (last) {
        keepPosterior(number, sum);
      } else {
        expect(number, at, moved, sum);
      }
      back(block.change[at], block.recovery[at]);
    }

    private void expect(int number, int at, double moved, double sum) {
      double recovery = block.recovery[at];
      expected.addAttempts(predicted, likelihood, sum, observations.quick(number) + 1);
      double downBefore = block.filteredBefore[at * STATES + DOWN];
      double into = expected.addEntries(transitions, moved, likelihood, sum);
      double recovered = moved > 0 ? into * downBefore * recovery / moved : 0;
      double stayedDown = downBefore * (1 - recovery) * likelihood[DOWN] / sum;
      expected.addTime(into, recovered, stayedDown + recovered, block.elapsed[at]);
    }

    /** The backward probabilities of the step before. */
    private void back(double change, double recovery) {
      double changed = 0;
      for (int s = 0; s < STATES; s++) {
        changed += transitions.entry(s) * likelihood[s];
      }
      double sum = 0;
      for (int s = 0; s < DOWN; s++) {
        backward[s] = (1 - change) * likelihood[s] + change * changed;
        sum += backward[s];
      }
      backward[DOWN] = (1 - recovery) * likelihood[DOWN] + recovery * changed;
      normalize(backward, sum + backward[DOWN]);
    }

    /** The posterior of a step; that of a failure leaves the failure itself out. */
    private void keepPosterior(int step, double sum) {
      lost[step] = (float) lostWhileUp(likelihood, emissions.usualSyns());
      down[step] = (float) (predicted[DOWN] * likelihood[DOWN] / sum);
      FailedConnect failure = observations.failure(step);
      if (failure != null && failure.mode() == mode) {
        double all = 0;
        for (int s = 0; s < STATES; s++) {
          all += predicted[s] * backward[s];
        }
        int number = failure.number();
        lostByFailure[number] = lostWhileUp(backward, emissions.synsOf(failure));
        downByFailure[number] = predicted[DOWN] * backward[DOWN] / all;
      }
    }

    private double lostWhileUp(double[] likelihoods, int syns) {
      double[] allLost = EmissionProbabilities.lost(syns);
      double up = 0;
      double lostOf = 0;
      for (int s = 0; s < DOWN; s++) {
        double here = predicted[s] * likelihoods[s];
        up += here;
        lostOf += here * allLost[s];
      }
      return up > 0 ? lostOf / up : 0;
    }
  }
}

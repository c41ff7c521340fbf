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

  /** Far from where a product of two of them is too small for a double. */
  private static final double TINY = 1e-100;

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
      forward(b * BLOCK, (b + 1) * BLOCK, state, block);
    }
    starts[lastBlock] = state;
    Backward backward = new Backward(last, block);
    for (int b = lastBlock; b >= 0; b--) {
      int from = b * BLOCK;
      int to = Math.min(steps, from + BLOCK);
      forward(from, to, starts[b], block);
      for (int number = to - 1; number >= from; number--) {
        backward.step(number, number - from);
      }
    }
    if (!last) {
      transitions = backward.expected.maximized(transitions);
    }
  }

  /**
   * Multiplies by a common factor where probabilities have become so small that they might vanish;
   * everywhere else such a factor cancels.
   *
   * @param up the sum of all states but down
   * @return that sum afterwards
   */
  private static double rescale(double[] state, double up) {
    double sum = up + state[DOWN];
    if (sum > TINY) {
      return up;
    }
    if (sum == 0) {
      Arrays.fill(state, 1.0 / STATES);
      return (double) DOWN / STATES;
    }
    for (int s = 0; s < STATES; s++) {
      state[s] /= sum;
    }
    return up / sum;
  }

  /**
   * What was found of some steps on the way forward: time passes, and may have changed what the
   * network is like; then attempts tell. Distributions are known up to a factor each. One for each
   * thread: with thousands of destinations most of what they take would be these.
   */
  private static final class Block {
    final double[] elapsed = new double[BLOCK];
    final double[] change = new double[BLOCK];
    final double[] recovery = new double[BLOCK];

    /** By step, the predicted probability of a change. */
    final double[] moved = new double[BLOCK];

    /** By step and state, the filtered distribution after the step before. */
    final double[] filteredBefore = new double[BLOCK * STATES];

    /** By step, the emission probabilities of all its attempts, by state. */
    final double[][] emitted = new double[BLOCK][];

    /** By step, room for those. */
    final double[][] room = new double[BLOCK][STATES];
  }

  /** From the filtered distribution after the step before {@code from} to that after the last. */
  private void forward(int from, int to, double[] state, Block block) {
    double[] entry = transitions.entry();
    double up = Arrays.stream(state, 0, DOWN).sum();
    for (int number = from; number < to; number++) {
      int at = number - from;
      double elapsed =
          number == 0 ? 0 : (double) (observations.time(number) - observations.time(number - 1));
      block.elapsed[at] = elapsed;
      block.change[at] = transitions.change(elapsed);
      block.recovery[at] = transitions.recovery(elapsed);
      block.moved[at] = block.change[at] * up + block.recovery[at] * state[DOWN];
      block.emitted[at] = emissions.of(number, block.room[at]);
      System.arraycopy(state, 0, block.filteredBefore, at * STATES, STATES);
      up = filter(state, entry, block, at);
    }
  }

  /** Predicts a step's distribution and weighs it by what its attempts tell; the sum up. */
  private static double filter(double[] state, double[] entry, Block block, int at) {
    double[] emitted = block.emitted[at];
    double moved = block.moved[at];
    double stays = 1 - block.change[at];
    double up = 0;
    for (int s = 0; s < DOWN; s++) {
      double here = (state[s] * stays + moved * entry[s]) * emitted[s];
      state[s] = here;
      up += here;
    }
    double down = state[DOWN] * (1 - block.recovery[at]) + moved * entry[DOWN];
    state[DOWN] = down * emitted[DOWN];
    return rescale(state, up);
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

    /** By state, the probability, up to a factor, of all attempts after the step. */
    private final double[] backward = new double[STATES];

    private final double[] entry = transitions.entry();

    /** Over all states, of predicted times likelihood. */
    private double sum;

    /** The likelihood after a change, wherever it leads. */
    private double changed;

    Backward(boolean last, Block block) {
      this.last = last;
      this.block = block;
      Arrays.fill(backward, 1);
    }

    /** A step, which is the block's at {@code at}. */
    void step(int number, int at) {
      weigh(at);
      if (last) {
        keepPosterior(number);
      } else {
        expect(number, at);
      }
      back(block.change[at], block.recovery[at]);
    }

    /** Predicted distribution and likelihood of a step, and their sums. */
    private void weigh(int at) {
      int begin = at * STATES;
      double[] filtered = block.filteredBefore;
      double[] emitted = block.emitted[at];
      double moved = block.moved[at];
      double stays = 1 - block.change[at];
      double here = filtered[begin + DOWN] * (1 - block.recovery[at]) + moved * entry[DOWN];
      double likely = emitted[DOWN] * backward[DOWN];
      predicted[DOWN] = here;
      likelihood[DOWN] = likely;
      sum = here * likely;
      changed = entry[DOWN] * likely;
      for (int s = 0; s < DOWN; s++) {
        here = filtered[begin + s] * stays + moved * entry[s];
        likely = emitted[s] * backward[s];
        predicted[s] = here;
        likelihood[s] = likely;
        sum += here * likely;
        changed += entry[s] * likely;
      }
    }

    private void expect(int number, int at) {
      double into = block.moved[at] / sum;
      expected.add(predicted, (observations.quick(number) + 1) / sum, likelihood, into);
      double recovery = block.recovery[at];
      double downBefore = block.filteredBefore[at * STATES + DOWN] / sum;
      double recovered = downBefore * recovery * changed;
      double stayedDown = downBefore * (1 - recovery) * likelihood[DOWN];
      expected.addTime(into * changed, recovered, stayedDown + recovered, block.elapsed[at]);
    }

    /** The backward probabilities of the step before. */
    private void back(double change, double recovery) {
      double stays = 1 - change;
      double moves = change * changed;
      double up = 0;
      for (int s = 0; s < DOWN; s++) {
        double here = stays * likelihood[s] + moves;
        backward[s] = here;
        up += here;
      }
      backward[DOWN] = (1 - recovery) * likelihood[DOWN] + recovery * changed;
      rescale(backward, up);
    }

    /** The posterior of a step; that of a failure leaves the failure itself out. */
    private void keepPosterior(int step) {
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

package io.tuplewatch.evidence.causes;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;

/**
 * The forward-backward algorithm (Rabiner, Proc. IEEE 77, 1989) of a {@link HiddenMarkovModel}:
 * once forward through all steps, and, block by block, backward again, so that only the filtered
 * distribution before each block is kept. Distributions are known up to a factor each, which
 * cancels wherever they are used. Not thread-safe.
 */
final class ForwardBackward {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  /** Steps of a block. */
  private static final int BLOCK = 512;

  /** Far from where a product of two of them is too small for a double. */
  private static final double TINY = 1e-100;

  private static final ThreadLocal<Block> BLOCKS = ThreadLocal.withInitial(Block::new);

  private final Observations observations;
  private final EmissionProbabilities emissions;
  private final TransitionProbabilities transitions;
  private final double[] entry;
  private final Block block = BLOCKS.get();

  private ForwardBackward(
      Observations observations,
      EmissionProbabilities emissions,
      TransitionProbabilities transitions) {
    this.observations = observations;
    this.emissions = emissions;
    this.transitions = transitions;
    this.entry = transitions.entry();
  }

  /** Shows every step, the last one first: one object, which is another step's at the next. */
  static void run(
      Observations observations,
      EmissionProbabilities emissions,
      TransitionProbabilities transitions,
      ObjIntConsumer<SmoothedStep> shown) {
    new ForwardBackward(observations, emissions, transitions).run(shown);
  }

  private void run(ObjIntConsumer<SmoothedStep> shown) {
    int steps = observations.steps();
    int lastBlock = (steps - 1) / BLOCK;
    double[][] starts = new double[lastBlock + 1][];
    double[] state = entry.clone();
    for (int b = 0; b < lastBlock; b++) {
      starts[b] = state.clone();
      forward(b * BLOCK, (b + 1) * BLOCK, state);
    }
    starts[lastBlock] = state;
    SmoothedStep step = new SmoothedStep(block, entry);
    for (int b = lastBlock; b >= 0; b--) {
      int from = b * BLOCK;
      int to = Math.min(steps, from + BLOCK);
      forward(from, to, starts[b]);
      for (int number = to - 1; number >= from; number--) {
        step.to(number - from);
        shown.accept(step, number);
        step.goBack();
      }
    }
  }

  /**
   * What was found of some steps on the way forward: time passes, and may have changed what the
   * network is like; then attempts tell. One for each thread: with thousands of destinations most
   * of what they take would be these.
   */
  static final class Block {

    /** By step, ns since the one before. */
    final double[] elapsed = new double[BLOCK];

    /** By step, the chance that a state other than down is left in that time. */
    final double[] change = new double[BLOCK];

    /** By step, the chance that down is. */
    final double[] recovery = new double[BLOCK];

    /** By step, the predicted probability of a change. */
    final double[] moved = new double[BLOCK];

    /** By step and state, the filtered distribution after the step before. */
    final double[] filteredBefore = new double[BLOCK * STATES];

    /** By step, the emission probabilities of all its attempts, by state. */
    final double[][] emitted = new double[BLOCK][];

    /** By step, room for those. */
    private final double[][] room = new double[BLOCK][STATES];
  }

  /** From the filtered distribution after the step before {@code from} to that after the last. */
  private void forward(int from, int to, double[] state) {
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
      up = filter(state, at);
    }
  }

  /** Predicts a step's distribution and weighs it by what its attempts tell; the sum but down. */
  private double filter(double[] state, int at) {
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

  /**
   * Multiplies by a factor where probabilities have become so small that they might vanish.
   *
   * @param up the sum of all states but down
   * @return that sum afterwards
   */
  static double rescale(double[] state, double up) {
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
}

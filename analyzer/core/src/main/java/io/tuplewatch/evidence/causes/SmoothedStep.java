package io.tuplewatch.evidence.causes;

import java.util.Arrays;

/**
 * A step of the {@link ForwardBackward} algorithm with all that is known before and after it. Not
 * thread-safe.
 */
final class SmoothedStep {

  private static final int STATES = EmissionProbabilities.STATES;
  private static final int DOWN = EmissionProbabilities.DOWN;

  private final ForwardBackward.Block block;
  private final double[] entry;

  /** Of this step in the block. */
  private int at;

  /** By state, before the step told anything. */
  private final double[] predicted = new double[STATES];

  /** By state, the probability of the step's attempts and of all after it. */
  private final double[] likelihood = new double[STATES];

  /** By state, the probability of all attempts after the step. */
  private final double[] backward = new double[STATES];

  /** Over all states, of predicted times likelihood. */
  private double sum;

  /** The likelihood after a change, wherever it leads. */
  private double changed;

  /** Before the last step; {@code entry} as {@link TransitionProbabilities#entry}. */
  SmoothedStep(ForwardBackward.Block block, double[] entry) {
    this.block = block;
    this.entry = entry;
    Arrays.fill(backward, 1);
  }

  /** Goes to a step of the block, the one after which it was before. */
  void to(int step) {
    at = step;
    double moved = block.moved[at];
    double downBefore = downBefore();
    double[] filtered = block.filteredBefore;
    double[] emitted = block.emitted[at];
    double stays = 1 - block.change[at];
    int begin = at * STATES;
    double here = downBefore * (1 - block.recovery[at]) + moved * entry[DOWN];
    double likely = emitted[DOWN] * backward[DOWN];
    predicted[DOWN] = here;
    likelihood[DOWN] = likely;
    double all = here * likely;
    double entered = entry[DOWN] * likely;
    for (int s = 0; s < DOWN; s++) {
      here = filtered[begin + s] * stays + moved * entry[s];
      likely = emitted[s] * backward[s];
      predicted[s] = here;
      likelihood[s] = likely;
      all += here * likely;
      entered += entry[s] * likely;
    }
    sum = all;
    changed = entered;
  }

  /** Goes before the step. */
  void goBack() {
    double change = block.change[at];
    double stays = 1 - change;
    double moves = change * changed;
    double up = 0;
    for (int s = 0; s < DOWN; s++) {
      double here = stays * likelihood[s] + moves;
      backward[s] = here;
      up += here;
    }
    double recovery = block.recovery[at];
    backward[DOWN] = (1 - recovery) * likelihood[DOWN] + recovery * changed;
    ForwardBackward.rescale(backward, up);
  }

  /** Adds what the step, of so many attempts, is expected to have been. */
  void addTo(ExpectedTransitions expected, int attempts) {
    double into = block.moved[at] / sum;
    expected.add(predicted, attempts / sum, likelihood, into);
    double before = downBefore() / sum;
    double recovery = block.recovery[at];
    double recovered = before * recovery * changed;
    double stayedDown = before * (1 - recovery) * likelihood[DOWN];
    expected.addTime(into * changed, recovered, stayedDown + recovered, block.elapsed[at]);
  }

  /** The filtered probability of having been down after the step before. */
  private double downBefore() {
    return block.filteredBefore[at * STATES + DOWN];
  }

  /** Chance that it was down. */
  double down() {
    return predicted[DOWN] * likelihood[DOWN] / sum;
  }

  /** The same without what its own attempts tell. */
  double downByOthers() {
    double all = 0;
    for (int s = 0; s < STATES; s++) {
      all += predicted[s] * backward[s];
    }
    return predicted[DOWN] * backward[DOWN] / all;
  }

  /** Chance that so many SYNs are all lost if it was up. */
  double lost(int syns) {
    return lost(syns, likelihood);
  }

  /** The same without what its own attempts tell. */
  double lostByOthers(int syns) {
    return lost(syns, backward);
  }

  private double lost(int syns, double[] likelihoods) {
    double[] allLost = EmissionProbabilities.lost(syns);
    double up = 0;
    double lost = 0;
    for (int s = 0; s < DOWN; s++) {
      double here = predicted[s] * likelihoods[s];
      up += here;
      lost += here * allLost[s];
    }
    return up > 0 ? lost / up : 0;
  }
}

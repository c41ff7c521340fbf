package io.tuplewatch.evidence;

import java.util.Arrays;

/**
 * What the network was like at each step of a {@link Course}, for one mode of failure: a share of
 * the SYNs is lost, or nobody is there. A hidden Markov chain over levels of loss and "down",
 * changing seldom and by time rather than by connect; forward and backward, its rates found by
 * expectation and maximization. Every connect tells something: one that was answered at once, one
 * that was answered at its second SYN, one that failed as far as nothing else explains it.
 */
final class Conditions {

  /** Shares of SYNs lost while the destination is up. */
  private static final double[] LOSS = {
    1e-5, .001, .0025, .005, .01, .02, .035, .05, .075, .1, .14, .19, .25, .32, .4, .5, .6, .7, .8,
    .9
  };

  private static final int DOWN = LOSS.length;
  private static final int STATES = DOWN + 1;

  /** A destination that is down is up again by the connect's second SYN, or was up after all. */
  private static final double SLOW_WHILE_DOWN = .02;

  private static final double QUICK_WHILE_DOWN = 1e-4;

  /** Where nobody is there, all failures are alike, but for those that a session stops. */
  private static final double OTHERWISE_WHILE_DOWN = .3;

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

  private static final double[][] QUICK = new double[Course.MOST_QUICK + 1][STATES];

  static {
    for (int n = 0; n < QUICK.length; n++) {
      for (int s = 0; s < DOWN; s++) {
        QUICK[n][s] = Math.pow(1 - LOSS[s], n);
      }
      QUICK[n][DOWN] = Math.pow(QUICK_WHILE_DOWN, n);
    }
  }

  private final Course course;
  private final FailureMode mode;
  private final double[] otherwise;
  private final int usualSyns;
  private final float[] lost;
  private final float[] down;

  private final double[] entered = new double[STATES];
  private double rate = 1 / LASTING;
  private double rateUp = 1 / LASTING_DOWN;

  private Conditions(Course course, FailureMode mode, double[] otherwise) {
    this.course = course;
    this.mode = mode;
    this.otherwise = otherwise;
    this.usualSyns = usualSyns();
    this.lost = new float[course.steps()];
    this.down = new float[course.steps()];
    for (int s = 0; s < STATES; s++) {
      entered[s] = share(s);
    }
  }

  /**
   * Sets {@link Failure#lost} and {@link Failure#down} of the failures of this mode. O(steps).
   *
   * @param otherwise by number of the failure, its chance to fail as it did for reasons that have
   *     nothing to do with the moment
   */
  static Conditions of(Course course, FailureMode mode, double[] otherwise) {
    Conditions conditions = new Conditions(course, mode, otherwise);
    for (int round = 0; round < ROUNDS; round++) {
      conditions.pass(round == ROUNDS - 1);
    }
    return conditions;
  }

  /** Chance, 0 to 1, that a connect of this time loses all its SYNs while the destination is up. */
  double lost(long time) {
    return course.steps() == 0 ? 0 : lost[course.at(time)];
  }

  /** Chance, 0 to 1, that nobody could connect at this time. */
  double down(long time) {
    return course.steps() == 0 ? 0 : down[course.at(time)];
  }

  /**
   * Before anything is seen. A server refuses all connects of a moment or none; of SYNs any share
   * may be lost.
   */
  private double share(int state) {
    if (state == DOWN) {
      return DOWN_SHARE;
    }
    double some = mode == FailureMode.NO_ANSWER ? 1 : SOME_REFUSED;
    return (1 - DOWN_SHARE) * (some / DOWN + (state == 0 ? 1 - some : 0));
  }

  private int usualSyns() {
    long sum = 0;
    long count = 0;
    for (Failure failure : course.failures()) {
      if (failure.mode == mode) {
        sum += failure.syns;
        count++;
      }
    }
    return mode != FailureMode.NO_ANSWER || count == 0 ? 1 : (int) Math.round((double) sum / count);
  }

  private int synsOf(Failure failure) {
    return mode == FailureMode.NO_ANSWER ? failure.syns : 1;
  }

  /** Once forward and, block by block, backward again. */
  private void pass(boolean last) {
    int steps = course.steps();
    double[][] starts = new double[steps / BLOCK + 1][];
    double[] state = entered.clone();
    for (int step = 0; step < steps; step++) {
      if (step % BLOCK == 0) {
        starts[step / BLOCK] = state.clone();
      }
      forward(step, state);
    }
    Backward backward = new Backward(last);
    double[][] block = new double[BLOCK + 1][STATES];
    for (int b = (steps - 1) / BLOCK; b >= 0 && steps > 0; b--) {
      int from = b * BLOCK;
      int to = Math.min(steps, from + BLOCK);
      System.arraycopy(starts[b], 0, block[0], 0, STATES);
      for (int step = from; step < to; step++) {
        System.arraycopy(block[step - from], 0, block[step - from + 1], 0, STATES);
        forward(step, block[step - from + 1]);
      }
      for (int step = to - 1; step >= from; step--) {
        backward.step(step, block[step - from]);
      }
    }
    backward.learn();
  }

  /** From what is believed after the step before to what is believed after this one. */
  private void forward(int step, double[] state) {
    move(step, state);
    double sum = 0;
    for (int s = 0; s < STATES; s++) {
      state[s] *= QUICK[course.quick(step)][s] * event(step, s);
      sum += state[s];
    }
    scale(state, sum);
  }

  private static void scale(double[] state, double sum) {
    if (sum > 0) {
      for (int s = 0; s < STATES; s++) {
        state[s] /= sum;
      }
    } else {
      Arrays.fill(state, 1.0 / STATES);
    }
  }

  private double changes(int step, double perNano) {
    double elapsed = step == 0 ? 0 : course.time(step) - course.time(step - 1);
    return -Math.expm1(-(elapsed + MOMENT) * perNano);
  }

  /** Time passes; what has changed by then. */
  private double move(int step, double[] state) {
    double change = changes(step, rate);
    double up = changes(step, rateUp);
    double moved = 0;
    for (int s = 0; s < STATES; s++) {
      double leaves = state[s] * (s == DOWN ? up : change);
      moved += leaves;
      state[s] -= leaves;
    }
    for (int s = 0; s < STATES; s++) {
      state[s] += moved * entered[s];
    }
    return moved;
  }

  /** How likely the last attempt of a step went as it did. */
  private double event(int step, int state) {
    int number = course.failure(step);
    int slow = course.lost(step);
    if (number >= 0) {
      Failure failure = course.failures().get(number);
      double other = otherwise[number];
      if (failure.mode != mode) {
        return state == DOWN ? other + (1 - other) * OTHERWISE_WHILE_DOWN : 1;
      }
      return other + (1 - other) * (state == DOWN ? 1 : power(LOSS[state], synsOf(failure)));
    }
    if (slow == 0) {
      return 1;
    }
    if (mode != FailureMode.NO_ANSWER) {
      return QUICK[1][state];
    }
    return state == DOWN ? SLOW_WHILE_DOWN : power(LOSS[state], slow) * (1 - LOSS[state]);
  }

  private static double power(double base, int exponent) {
    double power = base;
    for (int i = 1; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  /** Goes back from the last step, and learns the rates. */
  private final class Backward {
    private final boolean last;
    private final double[] after = new double[STATES];
    private final double[] led = new double[STATES];
    private final double[] usual = new double[STATES];
    private double left;
    private double leftDown;
    private double time;
    private double timeDown;

    Backward(boolean last) {
      this.last = last;
      Arrays.fill(after, 1);
    }

    /** {@code before}: what was believed after the step before; it is used up. */
    void step(int step, double[] before) {
      double[] believed = before.clone();
      double moved = move(step, believed);
      double[] weight = new double[STATES];
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        weight[s] = QUICK[course.quick(step)][s] * event(step, s) * after[s];
        sum += believed[s] * weight[s];
      }
      if (last) {
        tell(step, believed, weight, sum);
      }
      for (int s = 0; s < STATES; s++) {
        usual[s] += believed[s] * weight[s] / sum * (course.quick(step) + 1);
      }
      count(step, before, moved, weight, sum);
      back(step, weight);
    }

    private void count(int step, double[] before, double moved, double[] weight, double sum) {
      double up = changes(step, rateUp);
      double into = 0;
      for (int s = 0; s < STATES; s++) {
        double here = moved * entered[s] * weight[s] / sum;
        led[s] += here;
        into += here;
      }
      double downLeft = moved > 0 ? into * before[DOWN] * up / moved : 0;
      leftDown += downLeft;
      left += into - downLeft;
      double elapsed = step == 0 ? 0 : course.time(step) - course.time(step - 1);
      double stayedDown = before[DOWN] * (1 - up) * weight[DOWN] / sum + downLeft;
      timeDown += stayedDown * elapsed;
      time += (1 - stayedDown) * elapsed;
    }

    /** What is expected of this step, seen from the step before. */
    private void back(int step, double[] weight) {
      double change = changes(step, rate);
      double up = changes(step, rateUp);
      double changed = 0;
      double sum = 0;
      for (int s = 0; s < STATES; s++) {
        changed += entered[s] * weight[s];
      }
      for (int s = 0; s < STATES; s++) {
        double leaves = s == DOWN ? up : change;
        after[s] = (1 - leaves) * weight[s] + leaves * changed;
        sum += after[s];
      }
      scale(after, sum);
    }

    private void tell(int step, double[] believed, double[] weight, double sum) {
      lost[step] = (float) lostWhileUp(believed, weight, usualSyns);
      down[step] = (float) (believed[DOWN] * weight[DOWN] / sum);
      int number = course.failure(step);
      if (number >= 0 && course.failures().get(number).mode == mode) {
        Failure failure = course.failures().get(number);
        double all = 0;
        for (int s = 0; s < STATES; s++) {
          weight[s] = QUICK[course.quick(step)][s] * after[s];
          all += believed[s] * weight[s];
        }
        failure.lost = lostWhileUp(believed, weight, synsOf(failure));
        failure.down = believed[DOWN] * weight[DOWN] / all;
        for (int s = 0; s < STATES; s++) {
          weight[s] *= event(step, s);
        }
      }
    }

    private double lostWhileUp(double[] believed, double[] weight, int syns) {
      double up = 0;
      double lostOf = 0;
      for (int s = 0; s < DOWN; s++) {
        double here = believed[s] * weight[s];
        up += here;
        lostOf += here * power(LOSS[s], syns);
      }
      return up > 0 ? lostOf / up : 0;
    }

    void learn() {
      usual[DOWN] = 0;
      scale(usual, Arrays.stream(usual).sum());
      for (int s = 0; s < STATES; s++) {
        double toUsual = s == DOWN ? DOWN_SHARE : (1 - DOWN_SHARE) * usual[s];
        entered[s] = led[s] + TO_USUAL * toUsual + TO_ANYTHING * share(s);
      }
      scale(entered, Arrays.stream(entered).sum());
      rate = (left + 1) / (time + LASTING);
      rateUp = (leftDown + 1) / (timeDown + LASTING_DOWN);
    }
  }
}

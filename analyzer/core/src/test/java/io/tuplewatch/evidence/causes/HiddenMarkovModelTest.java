package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.evidence.counts.FailureMode;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A connect a second to one destination, of which it is known what each met. */
class HiddenMarkovModelTest {

  private static final long SECOND = 1_000_000_000L;

  private final Observations observations = new Observations();

  @Test
  void lossIsToldByAnswersToTheSecondSyn() {
    SplittableRandom random = new SplittableRandom(1);
    for (int second = 0; second < 4000; second++) {
      double loss = second < 2000 ? .01 : .3;
      if (random.nextDouble() >= loss) {
        observations.worked(second * SECOND, 1);
      } else if (random.nextDouble() >= loss) {
        observations.worked(second * SECOND, 2);
      } else {
        observations.failed(Failures.first(observations.failures().size(), second));
      }
    }

    HiddenMarkovModel model = model(.001);

    assertThat(model.lost(1000 * SECOND)).isLessThan(.002);
    assertThat(model.lost(3000 * SECOND)).isBetween(.05, .15);
    assertThat(model.down(3000 * SECOND)).isLessThan(.01);
    assertThat(model.isLossBorneOut()).isTrue();
  }

  /** Two of three fail with both their SYNs, and yet none is answered at its second one. */
  @Test
  void lossThatNoLateAnswerBearsOutIsNone() {
    SplittableRandom random = new SplittableRandom(1);
    for (int second = 0; second < 500; second++) {
      if (random.nextInt(3) == 0) {
        observations.worked(second * SECOND, 1);
      } else {
        observations.failed(Failures.first(observations.failures().size(), second));
      }
    }

    assertThat(model(.001).isLossBorneOut()).isFalse();
  }

  @Test
  void nobodyIsThereWhereAllFail() {
    playFailuresFrom(1000, 1060);

    HiddenMarkovModel model = model(.001);

    assertThat(model.down(1030 * SECOND)).isGreaterThan(.99);
    assertThat(model.down(990 * SECOND)).isLessThan(.01);
    assertThat(model.down(1070 * SECOND)).isLessThan(.01);
    assertThat(observations.failures().subList(5, 55))
        .allMatch(failure -> model.down(failure) > .99);
  }

  @Test
  void theFirstFailureOfAnOutageIsNoOtherThanTheSecond() {
    playFailuresFrom(1000, 1060);

    HiddenMarkovModel model = model(.001);

    assertThat(model.down(observations.failures().get(0))).isGreaterThan(.3);
    assertThat(model.down(observations.failures().get(59))).isGreaterThan(.3);
  }

  @Test
  void failuresThatSomethingElseExplainsMakeNoOutage() {
    playFailuresFrom(1000, 1060);

    assertThat(model(.9999).down(1030 * SECOND)).isLessThan(.1);
  }

  @Test
  void aFailureDoesNotSpeakForItself() {
    playFailuresFrom(1000, 1001);

    HiddenMarkovModel model = model(.001);

    assertThat(model.down(observations.failures().get(0))).isLessThan(.001);
    assertThat(model.lost(observations.failures().get(0))).isLessThan(.001);
  }

  /** Forward and backward against the sum over every path of states through four steps. */
  @Test
  void posteriorIsThatOfAllPathsThroughTheStates() {
    observations.worked(0, 1);
    observations.worked(SECOND / 2, 1);
    observations.failed(Failures.first(0, 1));
    observations.worked(2 * SECOND, 2);
    observations.failed(Failures.first(1, 40));
    double[] otherwise = {.001, .3};

    HiddenMarkovModel model =
        HiddenMarkovModel.of(observations, FailureMode.NO_ANSWER, otherwise, Map.of(), 1);

    Paths paths = new Paths(otherwise);
    paths.sum(new double[] {.5, 1, 2, 40});
    assertThat(model.down(SECOND / 2)).isCloseTo(paths.down(0), within(1e-6));
    assertThat(model.down(2 * SECOND)).isCloseTo(paths.down(2), within(1e-6));
    assertThat(model.lost(2 * SECOND)).isCloseTo(paths.lost(2), within(1e-6));
    for (FailedConnect failure : observations.failures()) {
      Paths others = new Paths(otherwise);
      others.without = failure.number();
      others.sum(new double[] {.5, 1, 2, 40});
      int step = 1 + 2 * failure.number();
      assertThat(model.down(failure)).isCloseTo(others.down(step), within(1e-9));
      assertThat(model.lost(failure)).isCloseTo(others.lost(step), within(1e-9));
    }
  }

  /** All paths of the states, with the prior's rates. */
  private static final class Paths {
    private static final int STATES = EmissionProbabilities.STATES;
    private static final int DOWN = EmissionProbabilities.DOWN;
    private final double[] otherwise;
    private final double[][] weight = new double[4][STATES];

    /** Of this failure nothing is known. */
    private int without = -1;

    Paths(double[] otherwise) {
      this.otherwise = otherwise;
    }

    void sum(double[] seconds) {
      double[] first = new double[STATES];
      for (int before = 0; before < STATES; before++) {
        for (int s = 0; s < STATES; s++) {
          first[s] += entered(before) * moves(before, s, 0);
        }
      }
      for (int a = 0; a < STATES; a++) {
        double pa = first[a] * emission(0, a);
        for (int b = 0; b < STATES; b++) {
          double pb = pa * moves(a, b, seconds[1] - seconds[0]) * emission(1, b);
          for (int c = 0; c < STATES; c++) {
            double pc = pb * moves(b, c, seconds[2] - seconds[1]) * emission(2, c);
            for (int d = 0; d < STATES; d++) {
              double pd = pc * moves(c, d, seconds[3] - seconds[2]) * emission(3, d);
              weight[0][a] += pd;
              weight[1][b] += pd;
              weight[2][c] += pd;
              weight[3][d] += pd;
            }
          }
        }
      }
    }

    /** Down with one chance in five, all levels of loss alike. */
    private static double entered(int state) {
      return state == DOWN ? .2 : .8 / DOWN;
    }

    /** Loss lasts ten minutes, "down" one; a millisecond passes between any two steps. */
    private static double moves(int from, int to, double seconds) {
      double leaves = 1 - Math.exp(-(seconds + .001) / (from == DOWN ? 60 : 600));
      return (from == to ? 1 - leaves : 0) + leaves * entered(to);
    }

    /** Two answered at once, a failure of two SYNs, one answered at the second SYN, a failure. */
    private double emission(int step, int state) {
      double loss = state == DOWN ? 1 : EmissionProbabilities.lost(1)[state];
      return switch (step) {
        case 0 -> state == DOWN ? 1e-8 : (1 - loss) * (1 - loss);
        case 2 -> state == DOWN ? .02 : loss * (1 - loss);
        default -> failure(step / 2, loss);
      };
    }

    private double failure(int number, double loss) {
      return number == without ? 1 : otherwise[number] + (1 - otherwise[number]) * loss * loss;
    }

    double down(int step) {
      return weight[step][DOWN] / Arrays.stream(weight[step]).sum();
    }

    /** Both SYNs, while the destination is up. */
    double lost(int step) {
      double up = 0;
      double lost = 0;
      for (int s = 0; s < DOWN; s++) {
        up += weight[step][s];
        lost += weight[step][s] * EmissionProbabilities.lost(2)[s];
      }
      return lost / up;
    }
  }

  private void playFailuresFrom(int from, int to) {
    for (int second = 0; second < 2000; second++) {
      if (second >= from && second < to) {
        observations.failed(Failures.first(observations.failures().size(), second));
      } else {
        observations.worked(second * SECOND, 1);
      }
    }
  }

  private HiddenMarkovModel model(double otherwise) {
    double[] all = new double[observations.failures().size()];
    Arrays.fill(all, otherwise);
    return HiddenMarkovModel.of(observations, FailureMode.NO_ANSWER, all, Map.of());
  }
}

package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

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
        observations.failed(failure(observations.failures().size(), second));
      }
    }

    HiddenMarkovModel model = model(.001);

    assertThat(model.lost(1000 * SECOND)).isLessThan(.002);
    assertThat(model.lost(3000 * SECOND)).isBetween(.05, .15);
    assertThat(model.down(3000 * SECOND)).isLessThan(.01);
  }

  @Test
  void nobodyIsThereWhereAllFail() {
    playFailuresFrom(1000, 1060);

    HiddenMarkovModel model = model(.001);

    assertThat(model.down(1030 * SECOND)).isGreaterThan(.99);
    assertThat(model.down(990 * SECOND)).isLessThan(.01);
    assertThat(model.down(1070 * SECOND)).isLessThan(.01);
    assertThat(observations.failures().subList(5, 55)).allMatch(failure -> model.down(failure) > .99);
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

  private void playFailuresFrom(int from, int to) {
    for (int second = 0; second < 2000; second++) {
      if (second >= from && second < to) {
        observations.failed(failure(observations.failures().size(), second));
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

  private static FailedConnect failure(int number, int second) {
    return new FailedConnect(
        number,
        second,
        second * SECOND,
        FailureMode.NO_ANSWER,
        true,
        FailedConnect.Past.FRESH,
        2,
        IdleBins.NEVER_USED,
        Long.MIN_VALUE,
        null,
        Long.MIN_VALUE);
  }
}

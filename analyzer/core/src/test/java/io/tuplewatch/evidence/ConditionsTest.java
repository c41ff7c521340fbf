package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A connect a second to one destination, of which it is known what each met. */
class ConditionsTest {

  private static final long SECOND = 1_000_000_000L;

  private final Course course = new Course();

  @Test
  void lossIsToldByAnswersToTheSecondSyn() {
    SplittableRandom random = new SplittableRandom(1);
    for (int second = 0; second < 4000; second++) {
      double loss = second < 2000 ? .01 : .3;
      if (random.nextDouble() >= loss) {
        course.worked(second * SECOND, 1);
      } else if (random.nextDouble() >= loss) {
        course.worked(second * SECOND, 2);
      } else {
        course.failed(failure(second));
      }
    }

    Conditions conditions = conditions(.001);

    assertThat(conditions.lost(1000 * SECOND)).isLessThan(.002);
    assertThat(conditions.lost(3000 * SECOND)).isBetween(.05, .15);
    assertThat(conditions.down(3000 * SECOND)).isLessThan(.01);
  }

  @Test
  void nobodyIsThereWhereAllFail() {
    playFailuresFrom(1000, 1060);

    Conditions conditions = conditions(.001);

    assertThat(conditions.down(1030 * SECOND)).isGreaterThan(.99);
    assertThat(conditions.down(990 * SECOND)).isLessThan(.01);
    assertThat(conditions.down(1070 * SECOND)).isLessThan(.01);
    assertThat(course.failures().subList(5, 55)).allMatch(failure -> failure.down > .99);
  }

  @Test
  void theFirstFailureOfAnOutageIsNoOtherThanTheSecond() {
    playFailuresFrom(1000, 1060);

    conditions(.001);

    assertThat(course.failures().get(0).down).isGreaterThan(.3);
    assertThat(course.failures().get(59).down).isGreaterThan(.3);
  }

  @Test
  void failuresThatSomethingElseExplainsMakeNoOutage() {
    playFailuresFrom(1000, 1060);

    assertThat(conditions(.9999).down(1030 * SECOND)).isLessThan(.1);
  }

  @Test
  void aFailureDoesNotSpeakForItself() {
    playFailuresFrom(1000, 1001);

    conditions(.001);

    assertThat(course.failures().get(0).down).isLessThan(.001);
    assertThat(course.failures().get(0).lost).isLessThan(.001);
  }

  private void playFailuresFrom(int from, int to) {
    for (int second = 0; second < 2000; second++) {
      if (second >= from && second < to) {
        course.failed(failure(second));
      } else {
        course.worked(second * SECOND, 1);
      }
    }
  }

  private Conditions conditions(double otherwise) {
    double[] all = new double[course.failures().size()];
    Arrays.fill(all, otherwise);
    return Conditions.of(course, FailureMode.NO_ANSWER, all);
  }

  private static Failure failure(int second) {
    return new Failure(
        second,
        second * SECOND,
        FailureMode.NO_ANSWER,
        true,
        Failure.Past.FRESH,
        2,
        IdleBins.NEVER_USED,
        null,
        Long.MIN_VALUE,
        Long.MIN_VALUE);
  }
}

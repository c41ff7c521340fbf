package io.tuplewatch.evidence.causes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.IdleBins;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Networks in which paths die, or only loss makes connects fail. */
class DeadPathsTest {

  private static final double LOST = .0025;
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @Test
  void pathsThatDieWithinTheHourAreToldFromLoss() {
    Setting setting = Setting.quiet(1).losing(.05).badPaths(.05, Duration.ofMinutes(30));
    LabelledHistory history = HistoryGenerator.play(setting);

    FailedConnects failures = failures(history);
    double[] dead = infer(history, failures);

    long bad = 0;
    long told = 0;
    long right = 0;
    ClassifiedUses uses = uses(history);
    for (FailedConnect failure : failures.all()) {
      long number = uses.number(failure.index());
      boolean isBad = history.attempt(number).cause() == TrueCause.BAD_PATH;
      bad += isBad ? 1 : 0;
      told += dead[failure.number()] > .5 ? 1 : 0;
      right += isBad && dead[failure.number()] > .5 ? 1 : 0;
    }
    assertThat(bad).isGreaterThan(50);
    assertThat(right).isGreaterThan(bad * 3 / 4).isGreaterThan(told * 8 / 10);
  }

  @Test
  void whereOnlySynsAreLostNoPathIsDead() {
    LabelledHistory history = HistoryGenerator.play(Setting.quiet(2).losing(.05));

    assertThat(infer(history, failures(history)))
        .isNotEmpty()
        .satisfies(dead -> assertThat(Arrays.stream(dead)).allMatch(chance -> chance < .5));
  }

  private static FailedConnects failures(LabelledHistory history) {
    FailedConnects failures = new FailedConnects(new IdleBins(TIMEOUT.toNanos()));
    connects(history, failures::add);
    return failures;
  }

  private static double[] infer(LabelledHistory history, FailedConnects failures) {
    DeadPaths paths = new DeadPaths();
    connects(history, paths::add);
    double[] failsAlive = new double[failures.all().size()];
    Arrays.fill(failsAlive, LOST);
    return paths.infer(failures, failsAlive);
  }

  private static void connects(LabelledHistory history, Consumer<Connect> consumer) {
    ClassifiedUses uses = uses(history);
    Connect connect = new Connect(uses, TIMEOUT.toNanos());
    for (int index = 0; index < uses.size(); index++) {
      consumer.accept(connect.at(index));
    }
  }

  private static ClassifiedUses uses(LabelledHistory history) {
    return ReuseDetector.detect(history.log(), TIMEOUT).uses();
  }
}

package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Networks in which paths die, or only loss makes connects fail. */
class DeadPathsTest {

  private static final double LOST = .0025;

  @Test
  void pathsThatDieWithinTheHourAreToldFromLoss() {
    Setting setting = Setting.quiet(1).losing(.05).badPaths(.05, Duration.ofMinutes(30));
    LabelledHistory history = HistoryGenerator.play(setting);

    FailureLog log = infer(history);

    long bad = 0;
    long told = 0;
    long right = 0;
    ClassifiedUses uses = uses(history);
    for (Failure failure : log.course().failures()) {
      long number = uses.number(failure.place);
      boolean isBad = history.attempt(number).cause() == TrueCause.BAD_PATH;
      bad += isBad ? 1 : 0;
      told += failure.dead > .5 ? 1 : 0;
      right += isBad && failure.dead > .5 ? 1 : 0;
    }
    assertThat(bad).isGreaterThan(50);
    assertThat(right).isGreaterThan(bad * 3 / 4).isGreaterThan(told * 8 / 10);
  }

  @Test
  void whereOnlySynsAreLostNoPathIsDead() {
    LabelledHistory history = HistoryGenerator.play(Setting.quiet(2).losing(.05));

    assertThat(infer(history).course().failures()).isNotEmpty().allMatch(f -> f.dead < .5);
  }

  private static FailureLog infer(LabelledHistory history) {
    FailureLog log = new FailureLog(new IdleBins(Duration.ofMinutes(10).toNanos()));
    DeadPaths paths = new DeadPaths();
    ClassifiedUses uses = uses(history);
    for (int place = 0; place < uses.size(); place++) {
      Connect connect =
          new Connect(uses, Duration.ofMinutes(10).toNanos()).at(place, uses.result(place));
      log.add(connect);
      paths.add(connect);
    }
    log.complete();
    log.course().failures().forEach(failure -> failure.failsAlive = LOST);
    paths.infer(log.course().failures());
    return log;
  }

  private static ClassifiedUses uses(LabelledHistory history) {
    return ReuseDetector.detect(history.log(), Duration.ofMinutes(10)).uses();
  }
}

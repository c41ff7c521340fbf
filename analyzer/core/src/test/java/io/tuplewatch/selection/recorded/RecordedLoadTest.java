package io.tuplewatch.selection.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecordedLoadTest {

  private static final long SECOND = 1_000_000_000L;

  private final ConnectionLog log =
      HistoryGenerator.play(Setting.quiet(3).lasting(Duration.ofMinutes(20)).at(2)).log();

  private final ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(5));

  @Test
  void ofTooManyConnectsTheSecondsThatHoldNoMoreAreTaken() {
    int half = reuses.uses().size() / 2;

    RecordedLoad load = RecordedLoad.of(log, reuses, half);

    int taken = connects(load);
    assertThat(taken).isBetween(half - 20, half);
    assertThat(load.leftOut()).isEqualTo(reuses.uses().size() - taken);
    assertThat(load.until() % SECOND).isZero();
    assertThat(reuses.uses().wallTime(taken - 1)).isLessThan(load.until());
    assertThat(reuses.uses().wallTime(taken)).isGreaterThanOrEqualTo(load.until());
    assertThat(reuses.uses().wallTime(half)).isLessThan(load.until() + SECOND);
  }

  @Test
  void oneSecondAtLeastIsTaken() {
    RecordedLoad load = RecordedLoad.of(log, reuses, 0);

    assertThat(connects(load)).isPositive();
    assertThat(load.until()).isLessThan(reuses.uses().wallTime(0) + 20 * SECOND);
  }

  @Test
  void secondsOfPartsAddUp() {
    ConnectsBySecond one = ConnectsBySecond.of(reuses.uses());
    ConnectsBySecond two = one.and(ConnectsBySecond.NONE).and(one);

    assertThat(two.total()).isEqualTo(2 * one.total());
    for (long most : new long[] {1, 100, 1_000}) {
      assertThat(two.until(2 * most)).isEqualTo(one.until(most));
    }
  }

  @Test
  void allAreTakenWhereThereAreFewer() {
    RecordedLoad load = RecordedLoad.of(log, reuses, Integer.MAX_VALUE);

    assertThat(load.leftOut()).isZero();
    assertThat(load.until()).isEqualTo(Long.MAX_VALUE);
    assertThat(connects(load)).isEqualTo(reuses.uses().size());
  }

  private static int connects(RecordedLoad load) {
    return load.destinations().stream().mapToInt(each -> each.timeline().size()).sum();
  }
}

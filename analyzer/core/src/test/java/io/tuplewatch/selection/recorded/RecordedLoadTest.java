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

  private final ConnectionLog log =
      HistoryGenerator.play(Setting.quiet(3).lasting(Duration.ofMinutes(20)).at(2)).log();

  private final ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(5));

  @Test
  void ofTooManyConnectsTheEarliestAreTaken() {
    int half = reuses.uses().size() / 2;

    RecordedLoad load = RecordedLoad.of(log, reuses, half);

    assertThat(load.leftOut()).isEqualTo(reuses.uses().size() - half);
    assertThat(load.until()).isEqualTo(reuses.uses().wallTime(half));
    assertThat(connects(load)).isEqualTo(half);
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

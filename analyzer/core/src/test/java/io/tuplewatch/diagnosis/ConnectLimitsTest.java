package io.tuplewatch.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.RandomRetry;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit on connects fails those that come after too many others, whatever their ports. */
class ConnectLimitsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void failuresOfALimitAreNamedSo(long seed) {
    LabelledHistory history = HistoryGenerator.play(limited(seed));

    Confusion names = names(history, findings(history));

    assertThat(names.recall(Cause.CONNECT_LIMIT)).as(names.summary()).isGreaterThan(.9);
    assertThat(names.precision(Cause.CONNECT_LIMIT)).as(names.summary()).isGreaterThan(.9);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void limitBesideAFirewallTakesNoFailureOfReuse(long seed) {
    LabelledHistory history =
        HistoryGenerator.play(
            limited(seed)
                .lasting(Duration.ofHours(1))
                .selecting(
                    new RandomRetry(), new PortSpace(new PortRange(40_000, 43_000), PortSet.NONE))
                .behind(new Firewall(Duration.ofMinutes(2), Firewall.Answer.DROP, 1, true)));

    Confusion names = names(history, findings(history));

    assertThat(names.precision(Cause.EARLY_REUSE)).as(names.summary()).isGreaterThan(.9);
    assertThat(names.precision(Cause.CONNECT_LIMIT)).as(names.summary()).isGreaterThan(.9);
  }

  private static Setting limited(long seed) {
    return Setting.quiet(seed)
        .at(5)
        .bursting(8, Duration.ofSeconds(15))
        .limitedTo(40, 20)
        .waiting(Duration.ofSeconds(1))
        .losing(.002);
  }

  private static Findings findings(LabelledHistory history) {
    var log = history.log();
    return Diagnosis.of(log, TimeoutSearch.detect(log, null), Nat.NONE).findings();
  }

  private static Confusion names(LabelledHistory history, Findings findings) {
    Confusion names = new Confusion();
    for (FailureCause failure : findings.failures()) {
      long number = failure.attempt().use().connectionNumber();
      names.count(history.attempt(number).cause(), failure.cause());
    }
    return names;
  }
}

package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.TraceRecording;
import io.tuplewatch.selection.algorithm.RandomRetry;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Predictions against what was recorded. */
class ReplayTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int RECORDINGS = Integer.getInteger("tuplewatch.replays", 60);

  @Test
  void intervalsContainTheRecordedCountInNinetyToNinetyNinePercent() throws Exception {
    int contained = 0;
    int containedByFour = 0;
    for (int seed = 0; seed < RECORDINGS; seed++) {
      boolean retries = seed % 2 == 0;
      SelectionAlgorithm algorithm = retries ? new RandomRetry() : new Sequential();
      Setting setting =
          Setting.quiet(seed)
              .lasting(Duration.ofMinutes(15))
              .at(1 + seed % 3)
              .open(Duration.ofSeconds(2), seed % 5 == 0 ? 0 : .7)
              .selecting(algorithm, space());
      List<RecordedDestination> destinations = destinations(setting);
      Replay.Line line = replay(destinations, TIMEOUT, 39).algorithms().get(retries ? 1 : 0);
      assertThat(line.algorithm()).isEqualTo(algorithm.name());
      contained += line.agrees() ? 1 : 0;
      Replay.Line four = replay(destinations, TIMEOUT, 4).algorithms().get(retries ? 1 : 0);
      containedByFour += four.agrees() ? 1 : 0;
    }
    assertThat(contained).isBetween(RECORDINGS * 90 / 100, RECORDINGS * 99 / 100);
    assertThat(containedByFour).isBetween(RECORDINGS * 90 / 100, RECORDINGS * 99 / 100);
  }

  private static PortSpace space() {
    return new PortSpace(new PortRange(40_000, 44_095), PortSet.parse("41000-41499"));
  }

  private static Replay replay(Setting setting) throws InterruptedException {
    return replay(destinations(setting), TIMEOUT, 39);
  }

  private static List<RecordedDestination> destinations(Setting setting) {
    ConnectionLog log = HistoryGenerator.play(setting).log();
    var reuses = ReuseDetector.detect(log, TIMEOUT);
    return RecordedLoad.of(log, reuses, Integer.MAX_VALUE).destinations();
  }

  private static Replay replay(List<RecordedDestination> destinations, Duration timeout, int seeds)
      throws InterruptedException {
    List<DestinationCheck> checks = SelectionCheck.of(destinations).destinations();
    return new Replay(destinations, checks, timeout, seeds);
  }

  @ParameterizedTest
  @CsvSource({
    "um_reuse_seq_simple_r1, 0",
    "um_reuse_rfc2_simple_r1, 1",
    "um_reuse_sw65535_simple_r1, 3",
    "um_reuse_seq_nores_r1, 0",
  })
  void earlyReusesOfRealKernelsLieInTheInterval(String name, int algorithm) throws Exception {
    Replay replay = replay(TraceRecording.of(name).destinations(), Duration.ofMinutes(60), 79);

    Replay.Line line = replay.algorithms().get(algorithm);

    assertThat(line.agrees()).as("%s", line).isTrue();
    assertThat(line.recorded().earlyReuses()).isGreaterThan(500);
  }

  @Test
  void whatRandomRetryWouldDoToARealSequentialKernelIsWhatARealKernelDidWithIt() throws Exception {
    Replay replay =
        replay(
            TraceRecording.of("um_reuse_seq_simple_r1").destinations(), Duration.ofMinutes(60), 79);
    long withRandomRetry =
        TraceRecording.of("um_reuse_rfc2_simple_r1").destinations().stream()
            .mapToLong(each -> each.timeline().count(ConnectTimeline.EARLY))
            .sum();

    Replay.Effect effect = replay.effects(List.of(WhatIf.parse("retry=random"))).get(0);

    assertThat(effect.earlyReuses().contains((double) withRandomRetry)).as("%s", effect).isTrue();
    assertThat(effect.difference().high()).isLessThan(-500);
  }

  @Test
  void withoutReservedPortsTheSysctlsWouldChangeNothing() throws Exception {
    Replay replay =
        replay(
            TraceRecording.of("um_reuse_seq_nores_r1").destinations(), Duration.ofMinutes(60), 39);

    List<Replay.Effect> effects =
        replay.effects(List.of(WhatIf.parse("retry=random"), WhatIf.parse("step=65535")));

    assertThat(effects).noneMatch(Replay.Effect::changesAnything);
  }

  @Test
  void unseenConnectsAreMadeUpFor() throws Exception {
    Setting setting =
        Setting.quiet(7)
            .lasting(Duration.ofHours(1))
            .at(4)
            .unseen(.6)
            .selecting(new Sequential(), space());

    Replay.Line line = replay(setting).algorithms().get(0);

    assertThat(line.agrees()).as("%s", line).isTrue();
  }

  @Test
  void failuresFollowTheRecordedRates() throws Exception {
    Setting setting =
        Setting.quiet(5)
            .lasting(Duration.ofHours(1))
            .selecting(new Sequential(), space())
            .behind(new Firewall(Duration.ofMinutes(4), Firewall.Answer.RESET, .8, true));

    Replay.Line line = replay(setting).algorithms().get(0);

    assertThat(line.recorded().failedEarlyReuses()).isGreaterThan(100);
    assertThat(line.failedEarlyReuses().contains((double) line.recorded().failedEarlyReuses()))
        .as("%s", line)
        .isTrue();
  }

  @Test
  void resultDoesNotDependOnTheNumberOfThreads() throws Exception {
    List<RecordedDestination> destinations =
        TraceRecording.of("um_reuse_rfc2_simple_r1").first(500).destinations();
    List<WhatIf> changes = List.of(WhatIf.parse("rate=0.5x"), WhatIf.parse("source-addresses=3"));

    assertThat(InParallel.with(1, () -> replay(destinations, TIMEOUT, 9).effects(changes)))
        .isEqualTo(InParallel.with(3, () -> replay(destinations, TIMEOUT, 9).effects(changes)));
  }
}

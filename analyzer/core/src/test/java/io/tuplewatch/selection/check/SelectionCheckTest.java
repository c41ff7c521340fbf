package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.TraceRecording;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Verdicts on ports of real kernels. */
@Execution(ExecutionMode.CONCURRENT)
class SelectionCheckTest {

  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @CsvSource({
    "um_seq_simple, 1",
    "um_seq_simple, .3",
    "um_seq_block, 1",
    "um_reuse_seq_simple_r1, 1",
    "um_reuse_seq_simple_r1, .3",
    "um_rfc1_simple, .3",
    "um_rfc2_simple, .3",
    "um_reuse_rfc2_simple_r1, .3",
    "um_sw65535_simple, .3",
    "um_reuse_sw65535_simple_r1, .3",
    "um_sw1000_block, 1",
    "host_A4_simple_rst_2k, 1",
  })
  void portsOfRealKernelsTellTheirAlgorithm(String name, double seen) {
    TraceRecording recording = TraceRecording.of(name).seen(seen);

    SelectionVerdict verdict = check(recording).verdict();

    String algorithm = recording.trace().algorithm();
    assertThat(verdict.kind()).as("%s", verdict).isEqualTo(Kind.IDENTIFIED);
    assertThat(verdict.remaining()).containsExactly(algorithm.replaceFirst("=.*", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"um_reuse_seq_nores_r1", "host_A8_nores_slow20", "host_A6_narrow2000_tw"})
  void withoutReservedPortsTheAlgorithmsCoincide(String name) {
    SelectionVerdict verdict = check(TraceRecording.of(name)).verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.CANNOT_TELL);
    assertThat(verdict.reason()).isEqualTo(Reason.COINCIDE);
    assertThat(verdict.remaining()).hasSize(4);
  }

  @Test
  void portsOfBoundSocketsSayNothing() {
    DestinationCheck check = check(TraceRecording.of("um_rfc2_simple").first(2000).bound());

    assertThat(check.verdict().reason()).isEqualTo(Reason.NO_CONNECTS);
    assertThat(check.features().bound()).isEqualTo(2000);
  }

  @Test
  void portsFromAnywhereAreNotModelled() {
    SelectionVerdict verdict = check(TraceRecording.of("host_A12_bind0_odd")).verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.NOT_MODELLED);
    assertThat(verdict.reason()).isEqualTo(Reason.UNEXPLAINED);
  }

  @Test
  void portsWithoutAnySequenceAreToldFromBackwardMovesAlone() {
    ConnectTimeline.Builder ports = new ConnectTimeline.Builder();
    SplittableRandom random = new SplittableRandom(8);
    for (int n = 0; n < 600; n++) {
      long time = n * SECOND / 4;
      ports.add(time, time + 1, time + 1, 32_768 + random.nextInt(28_232), ConnectTimeline.JUDGED);
    }

    DestinationCheck check = check(destination("7.1.0", ports));

    assertThat(check.verdict().reason()).isIn(Reason.UNEXPLAINED, Reason.RESERVED_UNKNOWN);
    assertThat(check.windowsJudged()).isZero();
    assertThat(check.features().seenShare()).isNaN();
  }

  @Test
  void absentListIsReadFromThePorts() {
    DestinationCheck check = check(TraceRecording.of("um_seq_block").reserved(null));

    assertThat(check.reservedRecorded()).isFalse();
    assertThat(check.reserved().ranges()).hasSize(1);
    PortRange block = check.reserved().ranges().get(0);
    assertThat(block.low()).isBetween(29_990, 30_000);
    assertThat(block.high()).isBetween(40_402, 40_404);
    assertThat(check.verdict().remaining()).contains("sequential");
  }

  @Test
  void listThatThePortsContradictIsSaidToBeWrong() {
    DestinationCheck check = check(TraceRecording.of("um_seq_block").reserved("20000-25000"));

    assertThat(check.reservedRecorded()).isFalse();
    assertThat(check.usedThoughReserved()).isGreaterThan(1000);
    assertThat(check.reserved().contains(35_000)).isTrue();
    assertThat(check.verdict().remaining()).contains("sequential");
  }

  @Test
  void avoidedBlockThatNobodyReservedMayBeBound() {
    DestinationCheck check = check(TraceRecording.of("um_seq_block").reserved(""));

    assertThat(check.reservedRecorded()).isTrue();
    assertThat(check.avoided().contains(35_000)).isTrue();
    // Random retry acts on reserved ports only, so it is not told from sequential here.
    assertThat(check.verdict().remaining()).contains("sequential", "random-retry");
    assertThat(check.verdict().remaining()).doesNotContain("random-step");
  }

  @Test
  void absentRangeIsReadFromThePorts() {
    DestinationCheck check = check(TraceRecording.of("um_reuse_seq_simple_r1").withoutRange());

    assertThat(check.rangeRecorded()).isFalse();
    assertThat(check.range().low()).isBetween(9002, 9400);
    assertThat(check.range().high()).isBetween(65_000, 65_499);
    assertThat(check.verdict().remaining()).contains("sequential");
  }

  @Test
  void featuresNameTheHotPortAndItsBlock() {
    Features features = check(TraceRecording.of("um_reuse_seq_simple_r1")).features();

    assertThat(features.hotPorts().get(0).port()).isEqualTo(40_404);
    assertThat(features.hotPorts().get(0).block()).startsWith("30000-4040");
    assertThat(features.backwardMoves()).isZero();
    assertThat(features.oddPorts()).isZero();
    assertThat((double) features.windowStartsBehindBlocks())
        .isGreaterThan(2 * features.windowStartsBehindBlocksByChance());
  }

  @Test
  void sequenceThatNeverBeginsAnewIsNotModelled() {
    SplittableRandom random = new SplittableRandom(1);
    ConnectTimeline.Builder ports = new ConnectTimeline.Builder();
    int index = 0;
    for (int n = 0; n < 600; n++) {
      long time = n * SECOND;
      ports.add(time, time + 1, time + 1, 32_768 + 2 * index, ConnectTimeline.JUDGED);
      index = (index + 1 + random.nextInt(8)) % 14_116;
    }

    SelectionVerdict verdict = check(destination("7.1.0", ports)).verdict();

    assertThat(verdict.kind()).isEqualTo(Kind.NOT_MODELLED);
    assertThat(verdict.reason()).isEqualTo(Reason.NO_RESALT);
  }

  @Test
  void oldKernelIsJudgedOnlyIfThePortsShowReSalts() {
    TraceRecording shown = TraceRecording.of("um_reuse_seq_simple_r1").kernel("5.15.60");
    TraceRecording hidden = TraceRecording.of("um_reuse_seq_simple_r1").kernel("5.4.0").first(30);

    assertThat(check(shown).verdict().kind()).isEqualTo(Kind.IDENTIFIED);
    assertThat(check(hidden).verdict().reason()).isEqualTo(Reason.OLD_KERNEL);
  }

  @Test
  void resultDoesNotDependOnTheNumberOfThreads() throws InterruptedException {
    List<RecordedDestination> destinations = new ArrayList<>();
    destinations.addAll(TraceRecording.of("um_seq_block").first(3000).destinations());
    destinations.addAll(TraceRecording.of("um_rfc2_simple").first(1500).destinations());

    assertThat(InParallel.with(1, () -> SelectionCheck.of(destinations)))
        .isEqualTo(InParallel.with(3, () -> SelectionCheck.of(destinations)));
  }

  private static DestinationCheck check(TraceRecording recording) {
    return check(recording.destinations().get(0));
  }

  private static DestinationCheck check(RecordedDestination destination) {
    try {
      return SelectionCheck.of(List.of(destination)).destinations().get(0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordedDestination destination(String kernel, ConnectTimeline.Builder ports) {
    SelectionSettings settings =
        new SelectionSettings(kernel, PortRange.LINUX_DEFAULT, null, 0, 0, 2, 1000);
    DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 443);
    return new RecordedDestination(key, settings, ports.build());
  }
}

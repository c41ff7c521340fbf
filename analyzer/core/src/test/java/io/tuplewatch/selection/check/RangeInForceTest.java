package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.simulation.KernelPorts;
import io.tuplewatch.selection.simulation.Presets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A range that changed while the settings of its beginning were recorded only. */
class RangeInForceTest {

  private static final PortRange WIDE = new PortRange(9000, 65_499);
  private static final PortRange NARROW = new PortRange(20_000, 28_999);
  private static final PortRange ELSEWHERE = new PortRange(2_000, 8_999);
  private static final PortRange BLOCK_AT_THE_END = new PortRange(20_000, 40_000);
  private static final int WINDOWS = 300;

  private static final SelectionSettings SETTINGS =
      new SelectionSettings("7.2.13", WIDE, Presets.simpleReservedPorts(), -1, -1, 0, 1000);

  @Test
  void aRangeThatHoldsThroughoutIsNotSaidToHaveChanged() {
    Resalts resalts = new Resalts(0, new long[] {0}, new long[] {1});
    for (PortRange range : List.of(WIDE, PortRange.LINUX_DEFAULT, BLOCK_AT_THE_END)) {
      CandidateRing ring = new CandidateRing(new PortSpace(range, Presets.simpleReservedPorts()));
      for (SelectionAlgorithm algorithm : SelectionAlgorithms.compared()) {
        for (long seed = 0; seed < 50; seed++) {
          ConnectTimeline timeline = timeline(algorithm, range, range, 50, seed);
          int[] sure = Windows.sureOrder(timeline, ring);
          assertThat(RangeInForce.throughout(timeline, sure, ring, resalts))
              .as("%s, %s, seed %d", algorithm.name(), range, seed)
              .isTrue();
        }
      }
    }
  }

  @Test
  void aRangeThatChangesUnrecordedLeavesNoName() throws InterruptedException {
    List<Reason> reasons = new ArrayList<>();
    for (SelectionAlgorithm algorithm : SelectionAlgorithms.compared()) {
      for (int until : new int[] {3, 50, 80}) {
        for (PortRange after : List.of(NARROW, ELSEWHERE)) {
          SelectionVerdict verdict = check(algorithm, WIDE, after, until, until);
          assertThat(verdict.kind())
              .as("%s, %s after %d windows", algorithm.name(), after, until)
              .isEqualTo(Kind.CANNOT_TELL);
          assertThat(Agreement.of(verdict, SETTINGS)).isEqualTo(Agreement.UNKNOWN);
          reasons.add(verdict.reason());
        }
      }
      assertThat(check(algorithm, NARROW, WIDE, 30, 1).kind()).isEqualTo(Kind.CANNOT_TELL);
    }
    assertThat(reasons).containsOnly(Reason.RANGE_NOT_IN_FORCE);
  }

  private static SelectionVerdict check(
      SelectionAlgorithm algorithm, PortRange before, PortRange after, int until, long seed)
      throws InterruptedException {
    DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 5432);
    ConnectTimeline timeline = timeline(algorithm, before, after, until, seed);
    return SelectionCheck.of(List.of(new RecordedDestination(key, SETTINGS, timeline)))
        .destinations()
        .get(0)
        .verdict();
  }

  private static ConnectTimeline timeline(
      SelectionAlgorithm algorithm, PortRange before, PortRange after, int until, long seed) {
    PortSet reserved = Presets.simpleReservedPorts();
    ConnectTimeline.Builder timeline = new ConnectTimeline.Builder();
    KernelPorts kernel = new KernelPorts(new PortSpace(before, reserved), algorithm, 1, seed);
    for (int n = 0; n < 3 * WINDOWS; n++) {
      if (n == 3 * until) {
        kernel = new KernelPorts(new PortSpace(after, reserved), algorithm, 1, seed + 1);
      }
      long time = (n / 3) * 10_000_000_000L + (n % 3) * 2_000_000_000L + 1_000_000_000L;
      int port = kernel.choose(0, time);
      kernel.hold(0, time, time, time);
      timeline.add(
          time, time + 1, time + 1, port, ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED);
    }
    return timeline.build();
  }
}

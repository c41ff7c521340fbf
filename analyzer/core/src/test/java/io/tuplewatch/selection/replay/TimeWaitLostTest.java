package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import io.tuplewatch.selection.simulation.KernelPorts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The client closes first, so that TIME_WAIT holds each four-tuple for a minute; but {@code
 * tcp_max_tw_buckets} are taken, or a reset ends it.
 */
class TimeWaitLostTest {

  private static final long SECOND = 1_000_000_000L;
  private static final PortRange RANGE = PortRange.parse("40000-41023");
  private static final PortSet RESERVED = PortSet.parse("40100-40299");
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @Test
  void portsThatAreSelectedTooSoonAreCountedAndTimeWaitIsTakenFromThem() {
    TimeWaitHeld held = TimeWaitHeld.of(recorded(20, 3));

    assertThat(held.isLost()).isTrue();
    assertThat(held.bySysctlsNanos()).isEqualTo(60 * SECOND);
    assertThat(held.heldNanos()).isBetween(3 * SECOND, 60 * SECOND);
    assertThat(held.selectedBefore()).isGreaterThan(1000);
    assertThat(held.closes()).isEqualTo(20 * 600);
  }

  @Test
  void aWholeTimeWaitIsTheSysctls() {
    TimeWaitHeld held = TimeWaitHeld.of(recorded(5, 60));

    assertThat(held.isLost()).isFalse();
    assertThat(held.heldNanos()).isEqualTo(60 * SECOND);
    assertThat(held.selectedBefore()).isZero();
  }

  @Test
  void theReplayReachesTheRecordedReusesAndPortsAreNotSaidToBeInUse() throws Exception {
    RecordedDestination destination = recorded(20, 0);
    List<DestinationCheck> checks = SelectionCheck.of(List.of(destination)).destinations();

    Replay.Line sequential =
        new Replay(List.of(destination), checks, TIMEOUT, 39).algorithms().get(0);

    assertThat(checks.get(0).verdict().reason()).isNotEqualTo(Reason.CROWDED);
    assertThat(sequential.portFailures()).isZero();
    assertThat(sequential.recorded().earlyReuses()).isGreaterThan(5000);
    assertThat(sequential.agrees()).as("%s", sequential).isTrue();
  }

  /** Ten minutes of so many connects a second, whose tuples can be had again after so long. */
  private static RecordedDestination recorded(int perSecond, int heldSeconds) {
    KernelPorts kernel = new KernelPorts(new PortSpace(RANGE, RESERVED), new Sequential(), 1, 7);
    ConnectTimeline.Builder timeline = new ConnectTimeline.Builder();
    long[] last = new long[1 << 16];
    for (long n = 0; n < 600L * perSecond; n++) {
      long time = 10 * SECOND + n * SECOND / perSecond;
      int port = kernel.choose(0, time);
      kernel.hold(0, time, time, time + heldSeconds * SECOND);
      boolean early = last[port] > 0 && time - last[port] < TIMEOUT.toNanos();
      last[port] = time;
      timeline.add(
          time,
          time,
          time,
          port,
          ConnectTimeline.JUDGED
              | ConnectTimeline.CONNECTED
              | ConnectTimeline.TIME_WAIT
              | (early ? ConnectTimeline.EARLY : 0));
    }
    return new RecordedDestination(
        new DestinationKey("realm", "10.0.0.5", "10.9.0.1", 5432),
        new SelectionSettings("7.2.13", RANGE, RESERVED, -1, -1, 2, 1000),
        timeline.build());
  }
}

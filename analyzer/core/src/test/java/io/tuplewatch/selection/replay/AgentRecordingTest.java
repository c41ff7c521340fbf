package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two hours that the agent recorded of a real, sequential kernel with reserved ports. */
class AgentRecordingTest {

  private static final Path RECORDING = Path.of("../../samples/recordings/reserved-ports");
  private static final Duration TIMEOUT = Duration.ofMinutes(60);

  private final List<RecordedDestination> destinations = destinations();

  @Test
  void portsTellTheKernelsAlgorithmAndWhatAnotherWouldChange() throws Exception {
    SelectionCheck check = SelectionCheck.of(destinations);
    Replay replay = new Replay(destinations, check.destinations(), TIMEOUT, 39);

    assertThat(check.pooled())
        .singleElement()
        .satisfies(pooled -> assertThat(pooled.verdict().algorithm()).isEqualTo("sequential"));
    assertThat(replay.algorithms().get(0).agrees()).as("sequential").isTrue();
    assertThat(replay.algorithms().get(1).agrees()).as("random retry").isFalse();
    Replay.Effect effect = replay.effects(List.of(WhatIf.parse("retry=random"))).get(0);
    assertThat(effect.earlyReuses().contains(ifSpreadEvenly(check.destinations().get(0)))).isTrue();
  }

  /**
   * Early reuses if each connect took one of the candidates as likely as any other: 1 -
   * exp(-connects of the last 60 minutes / candidates), summed.
   */
  private double ifSpreadEvenly(DestinationCheck check) {
    int candidates = new PortSpace(check.range(), check.reserved()).availableInFirstPass();
    double sum = 0;
    for (RecordedDestination destination : destinations) {
      ConnectTimeline connects = destination.timeline();
      int first = 0;
      for (int n = 0; n < connects.size(); n++) {
        while (connects.start(n) - connects.start(first) >= TIMEOUT.toNanos()) {
          first++;
        }
        sum += 1 - Math.exp(-(double) (n - first) / candidates);
      }
    }
    return sum;
  }

  private static List<RecordedDestination> destinations() {
    ConnectionLog log = ConnectionLog.read(List.of(RECORDING), Progress.NONE);
    return RecordedLoad.of(log, ReuseDetector.detect(log, TIMEOUT), Integer.MAX_VALUE)
        .destinations();
  }
}

package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.TraceRecording;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many destinations of one namespace; each is a part of the trace of a real kernel. */
class GroupCheckTest {

  private static final int WINDOWS = 40;

  @ParameterizedTest
  @ValueSource(strings = {"um_reuse_seq_simple_r1", "um_reuse_rfc2_simple_r1"})
  void whatFewDestinationsShowHoldsForTheOthersThatItExplains(String trace) throws Exception {
    List<RecordedDestination> destinations = parts(trace, 5);
    destinations.add(withPortsFromAnywhere(destinations.get(4)));

    SelectionCheck check = InParallel.with(3, () -> SelectionCheck.of(destinations));

    PooledCheck pooled = check.pooled().get(0);
    assertThat(check.pooled()).hasSize(1);
    assertThat(pooled.destinations()).isEqualTo(6);
    for (int i = 0; i < 5; i++) {
      DestinationCheck each = check.destinations().get(i);
      assertThat(each.key()).isEqualTo(destinations.get(i).key());
      assertThat(each.verdict().algorithm()).isEqualTo(alone(destinations.get(i)).algorithm());
      assertThat(each.verdict().reason()).isEqualTo(i < 2 ? Reason.LIKELIHOOD : Reason.OTHERS);
    }
    assertThat(check.destinations().get(5).verdict().kind()).isNotEqualTo(Kind.IDENTIFIED);
    assertThat(InParallel.with(1, () -> SelectionCheck.of(destinations))).isEqualTo(check);
  }

  @Test
  void oneNamespaceSaysNothingOfAnother() throws Exception {
    List<RecordedDestination> destinations = parts("um_reuse_seq_simple_r1", 3);
    destinations.add(in("other realm", destinations.get(2)));

    SelectionCheck check = SelectionCheck.of(destinations);

    assertThat(check.pooled()).hasSize(2);
    assertThat(check.destinations().get(2).verdict().reason()).isEqualTo(Reason.OTHERS);
    assertThat(check.destinations().get(3).verdict().reason()).isEqualTo(Reason.LIKELIHOOD);
  }

  private static SelectionVerdict alone(RecordedDestination destination)
      throws InterruptedException {
    return SelectionCheck.of(List.of(destination)).destinations().get(0).verdict();
  }

  private static List<RecordedDestination> parts(String trace, int count) {
    List<RecordedDestination> destinations = new ArrayList<>();
    for (int part = 0; part < count; part++) {
      RecordedDestination one = TraceRecording.of(trace).part(part, WINDOWS).destinations().get(0);
      DestinationKey key = new DestinationKey("realm", "10.0.0.5", "10.9.0." + part, 443);
      destinations.add(new RecordedDestination(key, one.settings(), one.timeline()));
    }
    return destinations;
  }

  private static RecordedDestination in(String realm, RecordedDestination other) {
    return new RecordedDestination(
        new DestinationKey(realm, "10.0.0.5", "10.9.0.9", 443), other.settings(), other.timeline());
  }

  /** Another port for each connect, none of them reserved. */
  private static RecordedDestination withPortsFromAnywhere(RecordedDestination other) {
    SplittableRandom random = new SplittableRandom(1);
    ConnectTimeline timeline = other.timeline();
    ConnectTimeline.Builder ports = new ConnectTimeline.Builder();
    for (int n = 0; n < timeline.size(); n++) {
      int port = timeline.port(random.nextInt(timeline.size()));
      ports.add(
          timeline.start(n), timeline.close(n), timeline.lastPacket(n), port, timeline.flags(n));
    }
    return new RecordedDestination(
        new DestinationKey("realm", "10.0.0.5", "10.9.0.8", 443), other.settings(), ports.build());
  }
}

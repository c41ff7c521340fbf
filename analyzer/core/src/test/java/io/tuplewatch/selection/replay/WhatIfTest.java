package io.tuplewatch.selection.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes as they are asked for, and what they make of a load. */
class WhatIfTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void combinationIsOneChange() {
    WhatIf change = WhatIf.parse("reserved=8080,30000-40402,range=9000-65499,rate=0.5x");

    assertThat(change.reserved()).isEqualTo(PortSet.parse("8080,30000-40402"));
    assertThat(change.range()).isEqualTo(new PortRange(9000, 65_499));
    assertThat(change.rate()).isEqualTo(.5);
    assertThat(change.algorithm()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "retry",
        "retry=sometimes",
        "step=0",
        "step=65536",
        "range=5-4",
        "reserved=x",
        "rate=0x",
        "rate=101x",
        "rate=2",
        "lifetime=forever",
        "source-addresses=0",
        "source-addresses=257",
        "closer=nobody",
        "ports=random",
        "colour=red",
        "retry=random,,"
      })
  void nonsenseIsRefusedInOneLine(String text) {
    assertThatThrownBy(() -> WhatIf.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".+");
  }

  @Test
  void poolServesRequestsFromIdleConnectionsOfItsAge() {
    // Two at once, then one after the other; the connections are 10 s old at 10 and 10.5 s.
    ConnectTimeline requests = requests(0, 2, .5, 3, 4, 5, 9, 10.2, 10.4, 10.45, 30, 31);

    ConnectTimeline served = ConnectionPool.serve(requests, 10 * SECOND);

    assertThat(served.size()).isEqualTo(3);
    assertThat(List.of(served.start(0), served.start(1), served.start(2)))
        .containsExactly(0L, SECOND / 2, 30 * SECOND);
    assertThat(List.of(served.close(0), served.close(1), served.close(2)))
        .containsExactlyInAnyOrder(10 * SECOND, 10_500_000_000L, 40 * SECOND);
  }

  @Test
  void sourceAddressesTakeTurns() {
    Load load = load(requests(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));

    List<Load> parts = changed(load, "source-addresses=2", 0);

    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).timeline().start(1)).isEqualTo(4 * SECOND);
    assertThat(parts.get(1).timeline().start(1)).isEqualTo(6 * SECOND);
  }

  @Test
  void halfTheRateLeavesAboutHalfTheConnects() {
    ConnectTimeline.Builder many = new ConnectTimeline.Builder();
    for (int n = 0; n < 10_000; n++) {
      many.add(n, n, n, 40_000, ConnectTimeline.JUDGED);
    }
    Load load = load(many.build());

    int half = changed(load, "rate=0.5x", 1).get(0).timeline().size();
    int triple = changed(load, "rate=3x", 1).get(0).timeline().size();

    assertThat(half).isBetween(4800, 5200);
    assertThat(triple).isEqualTo(30_000);
  }

  @Test
  void closerDecidesOnTimeWait() {
    Load load = load(requests(0, 1, 2, 3));

    ConnectTimeline client = changed(load, "closer=client", 0).get(0).timeline();
    ConnectTimeline server = changed(load, "closer=server", 0).get(0).timeline();

    assertThat(client.count(ConnectTimeline.TIME_WAIT)).isEqualTo(2);
    assertThat(server.count(ConnectTimeline.TIME_WAIT)).isZero();
  }

  @Test
  void intervalOfManyOutcomesIsMadeOfRanks() {
    double[] outcomes = new double[79];
    for (int i = 0; i < outcomes.length; i++) {
      outcomes[i] = (i * 37) % 79;
    }

    Prediction prediction = Prediction.of(outcomes);

    assertThat(prediction).isEqualTo(new Prediction(39, 1, 77));
  }

  private static List<Load> changed(Load load, String change, long seed) {
    WhatIf whatIf = WhatIf.parse(change);
    return ChangedLoad.apply(load, null, whatIf, whatIf.space(load.space()), seed);
  }

  private static Load load(ConnectTimeline timeline) {
    PortSpace space = new PortSpace(PortRange.LINUX_DEFAULT, PortSet.NONE);
    return new Load(timeline, space, 60 * SECOND, 0, 1, false);
  }

  // Pairs of start and end, s.
  private static ConnectTimeline requests(double... times) {
    ConnectTimeline.Builder requests = new ConnectTimeline.Builder();
    for (int i = 0; i < times.length; i += 2) {
      long end = (long) (times[i + 1] * SECOND);
      int flags = ConnectTimeline.JUDGED | ConnectTimeline.CONNECTED;
      requests.add((long) (times[i] * SECOND), end, end, 40_000, flags);
    }
    return requests.build();
  }
}

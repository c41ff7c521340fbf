package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LeastRecentlyUsedPortsTest {

  private static final PortSpace SPACE =
      new PortSpace(PortRange.parse("40000-40099"), PortSet.parse("40010-40019"));
  private static final int PORTS = 90;

  /** Of ports used before, the one whose last use ended first. */
  @Test
  void eachConnectHasThePortThatWasClosedFirst() {
    SplittableRandom random = new SplittableRandom(1);
    for (int seed = 0; seed < 20; seed++) {
      PortSource ports = new LeastRecentlyUsedPorts(SPACE, seed, 2000);
      long[] closes = new long[100];
      Arrays.fill(closes, LastCloseTimes.NEVER);
      long now = 0;
      for (int n = 0; n < 2000; n++) {
        now += 1 + random.nextLong(20);
        int index = ports.choose(now);
        long earliest = earliestClose(closes);
        if (earliest > now) {
          assertThat(index).isEqualTo(PortSource.NONE);
          continue;
        }
        long close = now + random.nextLong(n % 500 < 100 ? 3000 : 300);

        assertThat(closes[index]).isEqualTo(earliest);
        assertThat(ports.use(index, now, close, close)).isEqualTo(earliest);
        closes[index] = close;
      }
    }
  }

  private static long earliestClose(long[] closes) {
    long earliest = Long.MAX_VALUE;
    for (int index = 0; index < closes.length; index++) {
      int port = SPACE.port(index);
      earliest = port >= 40010 && port <= 40019 ? earliest : Math.min(earliest, closes[index]);
    }
    return earliest;
  }

  /** The limit: every tuple rests for the ports that are not open, divided by the rate. */
  @Test
  void atASteadyRateATupleRestsForTheFreePortsDividedByTheRate() {
    long interval = 10;
    long lifetime = 105; // so that 11 are open at a time
    PortSource ports = new LeastRecentlyUsedPorts(SPACE, 1, 2000);
    for (int n = 0; n < 2000; n++) {
      long now = n * interval;
      int index = ports.choose(now);
      long idle = now - ports.use(index, now, now + lifetime, now + lifetime);

      assertThat(idle).isGreaterThanOrEqualTo((PORTS - 11) * interval);
      if (n >= PORTS) {
        assertThat(idle).isEqualTo(PORTS * interval - lifetime);
      }
    }
  }

  @Test
  void thoseThatNobodyRecordedUseAnyPortWithoutTheTableKnowing() {
    PortSource ports = new LeastRecentlyUsedPorts(SPACE, 1, 2000);
    long shortest = Long.MAX_VALUE;
    for (int n = 0; n < 2000; n++) {
      ports.chooseUnseen(10L * n);
      int index = ports.choose(10L * n + 5);
      shortest = Math.min(shortest, 10L * n + 5 - ports.use(index, 10L * n + 5, 10L * n + 5, 0));
    }

    assertThat(shortest).isLessThan(100);
  }

  @Test
  void aPortThatTheApplicationBindsItselfCannotBeHad() {
    PortSource ports = new LeastRecentlyUsedPorts(SPACE, 1, 200);
    int bound = SPACE.index(40050);
    ports.useFixed(bound, 0, Long.MAX_VALUE, Long.MAX_VALUE);
    for (int n = 0; n < PORTS - 1; n++) {
      int index = ports.choose(n);
      assertThat(index).isNotEqualTo(bound).isNotEqualTo(PortSource.NONE);
      ports.use(index, n, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    assertThat(ports.choose(PORTS)).isEqualTo(PortSource.NONE);
  }
}

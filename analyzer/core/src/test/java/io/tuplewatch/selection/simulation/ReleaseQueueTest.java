package io.tuplewatch.selection.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.selection.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.junit.jupiter.api.Test;

class ReleaseQueueTest {

  private record Release(long time, int port) {}

  @Test
  void portsComeOutInTheOrderOfTheirTimes() {
    Draws draws = new Draws(11);
    ReleaseQueue queue = new ReleaseQueue();
    PriorityQueue<Release> expected = new PriorityQueue<>(Comparator.comparing(Release::time));
    List<Integer> ports = new ArrayList<>();
    List<Integer> expectedPorts = new ArrayList<>();
    for (int n = 0; n < 20_000; n++) {
      if (draws.below(3) > 0 || expected.isEmpty()) {
        long time = ((long) draws.below(1000) << 20) + n;
        queue.add(time, n % 65536);
        expected.add(new Release(time, n % 65536));
      } else {
        assertThat(queue.firstTime()).isEqualTo(expected.peek().time());
        ports.add(queue.removeFirst());
        expectedPorts.add(expected.poll().port());
      }
    }
    assertThat(ports).isEqualTo(expectedPorts).hasSizeGreaterThan(1000);
  }

  @Test
  void anEmptyQueueReleasesNothingEver() {
    assertThat(new ReleaseQueue().firstTime()).isEqualTo(Long.MAX_VALUE);
  }
}

package io.tuplewatch.probe;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Source ports that the probe has not used yet, in seeded random order. Not thread-safe. */
public final class SourcePorts {

  private final Deque<Integer> left;

  private SourcePorts(Deque<Integer> left) {
    this.left = left;
  }

  /**
   * The ports of a range but for those reserved.
   *
   * @param reserved ports that the administrator keeps for services
   */
  public static SourcePorts of(PortRange range, PortSet reserved, long seed) {
    List<Integer> ports = new ArrayList<>(range.size());
    for (int port = range.low(); port <= range.high(); port++) {
      if (!reserved.contains(port)) {
        ports.add(port);
      }
    }
    Collections.shuffle(ports, new Random(seed));
    return new SourcePorts(new ArrayDeque<>(ports));
  }

  /** How many are left. */
  public int left() {
    return left.size();
  }

  /**
   * One that was never returned before.
   *
   * @throws java.util.NoSuchElementException if none is left
   */
  int next() {
    return left.remove();
  }
}

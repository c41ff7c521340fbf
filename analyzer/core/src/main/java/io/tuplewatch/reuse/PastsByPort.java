package io.tuplewatch.reuse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The past of the tuples of one destination after the other, by source port: at most one for each
 * port at a time, whatever the number of destinations. Not thread-safe.
 */
final class PastsByPort {

  private static final int PORTS = 1 << Short.SIZE;

  private final @Nullable TuplePast[] byPort = new @Nullable TuplePast[PORTS];

  /** The ports that have one. */
  private int[] used = new int[64];

  private int count;

  /** That of a port, 0 to 65535; an empty one at first. */
  TuplePast of(int port) {
    TuplePast past = byPort[port];
    if (past == null) {
      past = new TuplePast();
      byPort[port] = past;
      note(port);
    }
    return past;
  }

  private void note(int port) {
    if (count == used.length) {
      used = Arrays.copyOf(used, 2 * count);
    }
    used[count++] = port;
  }

  /** Forgets all of them, for the next destination. */
  void clear() {
    for (int i = 0; i < count; i++) {
      byPort[used[i]] = null;
    }
    count = 0;
  }
}

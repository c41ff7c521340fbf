package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ports that the application binds itself, the least recently used first, as samples/lru-ports
 * does: of both parities, none that is reserved or bound, ports never used first and in random
 * order. A port rests from its close on. Not thread-safe; every connect is O(log of those open).
 */
public final class LeastRecentlyUsedPorts implements PortSource {

  /** The node of both ends of the list; a port's node is its index + 1. */
  private static final int ENDS = 0;

  private static final int ABSENT = -1;

  private final int[] next;
  private final int[] previous;
  private final int[] available;
  private final LastCloseTimes closedAt;
  private final ReleaseQueue open = new ReleaseQueue();
  private final SplittableRandom random;

  /**
   * @param connects how many are to come at most
   */
  public LeastRecentlyUsedPorts(PortSpace space, long seed, int connects) {
    int size = space.range().size();
    next = new int[size + 1];
    previous = new int[size + 1];
    Arrays.fill(next, ABSENT);
    next[ENDS] = ENDS;
    random = new SplittableRandom(seed);
    closedAt = new LastCloseTimes(size, connects);
    available = shuffled(space.newCandidates(), size);
    for (int index : available) {
      append(index);
    }
  }

  private int[] shuffled(Candidates candidates, int size) {
    int[] indices = new int[size];
    int count = 0;
    for (int index = candidates.nextFree(0, size);
        index < size;
        index = candidates.nextFree(index + 1, size)) {
      int other = random.nextInt(++count);
      indices[count - 1] = indices[other];
      indices[other] = index;
    }
    return Arrays.copyOf(indices, count);
  }

  @Override
  public int choose(long now) {
    release(now);
    int node = next[ENDS];
    if (node == ENDS) {
      return NONE;
    }
    remove(node - 1);
    return node - 1;
  }

  private void release(long now) {
    while (open.firstTime() <= now) {
      append(open.removeFirst());
    }
  }

  /** Others take any port, and the table does not know. */
  @Override
  public void chooseUnseen(long now) {
    if (available.length > 0) {
      closedAt.replace(available[random.nextInt(available.length)], now);
    }
  }

  @Override
  public long refused() {
    return 0;
  }

  @Override
  public long use(int index, long now, long lastPacket, long free) {
    if (free > now) {
      open.add(free, index);
    } else {
      append(index);
    }
    return closedAt.replace(index, lastPacket);
  }

  /** The table sees what the application binds by itself only as a port that cannot be had. */
  @Override
  public long useFixed(int index, long now, long lastPacket, long free) {
    if (next[index + 1] == ABSENT) {
      return closedAt.replace(index, lastPacket);
    }
    remove(index);
    return use(index, now, lastPacket, free);
  }

  private void append(int index) {
    link(previous[ENDS], index + 1);
    link(index + 1, ENDS);
  }

  private void remove(int index) {
    link(previous[index + 1], next[index + 1]);
    next[index + 1] = ABSENT;
  }

  private void link(int before, int after) {
    next[before] = after;
    previous[after] = before;
  }
}

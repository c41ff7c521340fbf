package io.tuplewatch.evidence;

import io.tuplewatch.reuse.ClassifiedUses;
import java.util.function.IntConsumer;

/**
 * The indexes of uses by destination, those of each in the order of time. Immutable, thread-safe.
 */
final class IndexesByDestination {

  /** At most one in so many bytes of the heap. */
  private static final int SHARE = 16;

  /** By destination, the end of its indexes; it begins at the end of the one before. */
  private final int[] ends;

  private final int[] indexes;

  private IndexesByDestination(int[] ends, int[] indexes) {
    this.ends = ends;
    this.indexes = indexes;
  }

  /** Whether there is enough memory, four bytes for each use. */
  static boolean fits(ClassifiedUses uses) {
    return (long) uses.size() * Integer.BYTES <= Runtime.getRuntime().maxMemory() / SHARE;
  }

  /** O(n). */
  static IndexesByDestination of(ClassifiedUses uses) {
    int size = uses.size();
    int[] next = new int[uses.all().destinations() + 1];
    for (int index = 0; index < size; index++) {
      next[uses.destination(index) + 1]++;
    }
    for (int number = 1; number < next.length; number++) {
      next[number] += next[number - 1];
    }
    int[] indexes = new int[size];
    for (int index = 0; index < size; index++) {
      indexes[next[uses.destination(index)]++] = index;
    }
    return new IndexesByDestination(next, indexes);
  }

  /** Shows the indexes of the uses of one destination. */
  void forEach(int number, IntConsumer index) {
    for (int i = number == 0 ? 0 : ends[number - 1]; i < ends[number]; i++) {
      index.accept(indexes[i]);
    }
  }
}

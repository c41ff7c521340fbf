package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.parallel.InParallel;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Goes through the uses of some destinations on all processors. With many destinations it goes from
 * one to the next, so that what is kept of one is at hand while its uses are looked at, and may go
 * before the next; with few it goes through all uses as they lie, which costs less. Immutable,
 * thread-safe.
 */
public final class UsesByDestination {

  /** From so many on what is kept of them is more than the caches of a processor hold. */
  private static final int MANY = 256;

  /** Is shown the uses; those of one destination in the order of time, never two at once. */
  @FunctionalInterface
  public interface Visitor {

    /** Takes the use of an index, which is of this destination. */
    void visit(int destination, int index);
  }

  private final ClassifiedUses uses;
  private final int destinations;

  public UsesByDestination(ClassifiedUses uses) {
    this.uses = uses;
    this.destinations = uses.all().destinations();
  }

  /**
   * Shows all uses of the destinations that are wanted. O(n).
   *
   * @param end is told of each of them when it was shown the last use, if it has any
   */
  public void forEach(IntPredicate wanted, Visitor visitor, IntConsumer end) {
    if (destinations < MANY) {
      asTheyLie(wanted, visitor);
      int[] shown = IntStream.range(0, destinations).filter(wanted).toArray();
      InParallel.forEach(shown.length, i -> end.accept(shown[i]));
    } else {
      oneByOne(wanted, visitor, end);
    }
  }

  private void asTheyLie(IntPredicate wanted, Visitor visitor) {
    int parts = InParallel.threads();
    InParallel.forEach(
        parts,
        part -> {
          int size = uses.size();
          for (int index = 0; index < size; index++) {
            int destination = uses.destination(index);
            if (destination % parts == part && wanted.test(destination)) {
              visitor.visit(destination, index);
            }
          }
        });
  }

  private void oneByOne(IntPredicate wanted, Visitor visitor, IntConsumer end) {
    int[] ends = new int[destinations + 1];
    LongTable indexes = sorted(ends);
    InParallel.forEach(
        destinations,
        destination -> {
          if (wanted.test(destination)) {
            int begin = destination == 0 ? 0 : ends[destination - 1];
            for (int i = begin; i < ends[destination]; i++) {
              visitor.visit(destination, (int) indexes.get(i, 0));
            }
            end.accept(destination);
          }
        });
    indexes.release();
  }

  /** The indexes by destination, those of each in the order of time; notes where each ends. */
  private LongTable sorted(int[] ends) {
    int size = uses.size();
    for (int index = 0; index < size; index++) {
      ends[uses.destination(index) + 1]++;
    }
    for (int number = 1; number < ends.length; number++) {
      ends[number] += ends[number - 1];
    }
    LongTable indexes = new LongTable(uses.all().storage(), 1);
    indexes.resize(size);
    for (int index = 0; index < size; index++) {
      indexes.set(ends[uses.destination(index)]++, 0, index);
    }
    return indexes;
  }
}

package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.parallel.InParallel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the uses of some destinations on all processors. With many destinations it goes from
 * one to the next, so that what is kept of one is at hand while its uses are looked at, and may go
 * before the next; with few it goes through all uses as they lie, which costs less. Immutable,
 * thread-safe.
 */
public final class UsesByDestination {

  /** From so many on what is kept of them is more than the caches of a processor hold. */
  private static final int MANY = 256;

  private final ClassifiedUses uses;
  private final int destinations;

  public UsesByDestination(ClassifiedUses uses) {
    this.uses = uses;
    this.destinations = uses.all().destinations();
  }

  /**
   * Shows all uses of the destinations that are wanted, those of each in the order of time. O(n).
   *
   * @param begin makes what is kept of a destination, when its first use comes
   * @param add shows it a use, by its index
   * @param end is given it, and the destination, after the last use; of several destinations at the
   *     same time
   */
  public <A> void forEach(
      IntPredicate wanted, IntFunction<A> begin, ObjIntConsumer<A> add, ObjIntConsumer<A> end) {
    if (destinations < MANY) {
      asTheyLie(wanted, begin, add, end);
    } else {
      oneByOne(wanted, begin, add, end);
    }
  }

  private <A> void asTheyLie(
      IntPredicate wanted, IntFunction<A> begin, ObjIntConsumer<A> add, ObjIntConsumer<A> end) {
    List<@Nullable A> kept = new ArrayList<>(Collections.nCopies(destinations, null));
    int parts = InParallel.threads();
    InParallel.forEach(
        parts,
        part -> {
          int size = uses.size();
          for (int index = 0; index < size; index++) {
            int destination = uses.destination(index);
            if (destination % parts == part && wanted.test(destination)) {
              A own = kept.get(destination);
              if (own == null) {
                own = begin.apply(destination);
                kept.set(destination, own);
              }
              add.accept(own, index);
            }
          }
        });
    InParallel.forEach(
        destinations,
        destination -> {
          A own = kept.set(destination, null);
          if (own != null) {
            end.accept(own, destination);
          }
        });
  }

  private <A> void oneByOne(
      IntPredicate wanted, IntFunction<A> begin, ObjIntConsumer<A> add, ObjIntConsumer<A> end) {
    int[] ends = new int[destinations + 1];
    LongTable indexes = sorted(ends);
    InParallel.forEach(
        destinations,
        destination -> {
          int from = destination == 0 ? 0 : ends[destination - 1];
          if (from < ends[destination] && wanted.test(destination)) {
            A kept = begin.apply(destination);
            for (int i = from; i < ends[destination]; i++) {
              add.accept(kept, (int) indexes.get(i, 0));
            }
            end.accept(kept, destination);
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

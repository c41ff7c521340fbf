package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * One table of {@link LastUses}, in buckets of eight slots. A slot is three longs: the tuple's
 * name; its last use; the end of its last use that connected. The name is the slot's guard: a
 * writer puts BUSY there first and the name last, and a reader that finds the same name before and
 * after has read one writer's words. Thread-safe; a writer that finds a slot busy gives up.
 */
final class LastUseTable {

  static final long FREE = 0;
  static final long BUSY = 1;

  private static final int SLOTS = 8;
  private static final int WORDS = 3;

  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ClosedBy[] SIDES = ClosedBy.values();

  // A use: closing side + 1, outcome, ns since the epoch (57 bits of today's 64: 4.5 years).
  private static final int OUTCOME_SHIFT = width(SIDES.length);
  private static final int TIME_SHIFT = OUTCOME_SHIFT + width(OUTCOMES.length - 1);
  private static final long NEVER = -1;

  private final AtomicLongArray words;
  private final int bucketMask;
  private final int firstBit;

  /**
   * @param slots a power of two, 8 or more
   * @param firstBit of the name's bits that choose the bucket; another in each table, so that what
   *     crowds in one is spread in the next
   */
  LastUseTable(int slots, int firstBit) {
    this.firstBit = firstBit;
    words = new AtomicLongArray(slots * WORDS);
    bucketMask = slots / SLOTS - 1;
  }

  /** How many bits hold numbers from 0 to this. */
  private static int width(int most) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(most);
  }

  static long bytes(int slots) {
    return (long) slots * WORDS * Long.BYTES;
  }

  /** A use in one long; of two, the older is the lesser. */
  @SuppressWarnings("EnumOrdinal") // Read again by this process alone.
  static long use(long sinceEpoch, Outcome outcome, @Nullable ClosedBy closedBy) {
    int side = closedBy == null ? 0 : closedBy.ordinal() + 1;
    return sinceEpoch << TIME_SHIFT | (long) outcome.ordinal() << OUTCOME_SHIFT | side;
  }

  @Nullable LastUse find(long key, long epoch) {
    int slot = slotOf(key);
    if (slot < 0) {
      return null;
    }
    long use = words.get(slot + SLOTS);
    long connectedEnd = words.get(slot + 2 * SLOTS);
    return words.get(slot) == key ? decoded(use, connectedEnd, epoch) : null;
  }

  private static LastUse decoded(long use, long connectedEnd, long epoch) {
    int side = (int) use & ((1 << OUTCOME_SHIFT) - 1);
    return new LastUse(
        (use >> TIME_SHIFT) + epoch,
        outcome(use),
        side == 0 ? null : SIDES[side - 1],
        connectedEnd != NEVER,
        connectedEnd + epoch);
  }

  private static Outcome outcome(long use) {
    return OUTCOMES[(int) (use >> OUTCOME_SHIFT) & ((1 << (TIME_SHIFT - OUTCOME_SHIFT)) - 1)];
  }

  /** Overwrites the tuple's last use; false if none is here. */
  boolean update(long key, long use) {
    int slot = slotOf(key);
    if (slot < 0) {
      return false;
    }
    if (words.compareAndSet(slot, key, BUSY)) {
      write(slot, key, use, words.get(slot + 2 * SLOTS));
    }
    return true;
  }

  /** Remembers a tuple's first use; false if there is no room. */
  boolean insert(long key, long use) {
    int first = bucket(key);
    for (int slot = first; slot < first + SLOTS; slot++) {
      if (words.get(slot) == FREE && words.compareAndSet(slot, FREE, BUSY)) {
        write(slot, key, use, NEVER);
        return true;
      }
    }
    return false;
  }

  /** The oldest use that stands where this tuple could; Long.MAX_VALUE if all are busy. */
  long oldest(long key) {
    int first = bucket(key);
    long oldest = Long.MAX_VALUE;
    for (int slot = first; slot < first + SLOTS; slot++) {
      if (words.get(slot) != BUSY) {
        oldest = Math.min(oldest, words.get(slot + SLOTS));
      }
    }
    return oldest;
  }

  /** Puts the tuple in the place of that use; false if another thread has changed it. */
  boolean replace(long key, long use, long oldest) {
    int first = bucket(key);
    for (int slot = first; slot < first + SLOTS; slot++) {
      long there = words.get(slot);
      if (there != BUSY
          && words.get(slot + SLOTS) == oldest
          && words.compareAndSet(slot, there, BUSY)) {
        write(slot, key, use, NEVER);
        return true;
      }
    }
    return false;
  }

  /** The slot is BUSY, by this thread. */
  private void write(int slot, long key, long use, long connectedEnd) {
    words.lazySet(slot + SLOTS, use);
    words.lazySet(
        slot + 2 * SLOTS, outcome(use) == Outcome.CONNECTED ? use >> TIME_SHIFT : connectedEnd);
    words.lazySet(slot, key);
  }

  private int slotOf(long key) {
    int first = bucket(key);
    for (int slot = first; slot < first + SLOTS; slot++) {
      long there = words.get(slot);
      if (there == key) {
        return slot;
      }
      if (there == FREE) {
        return -1;
      }
    }
    return -1;
  }

  /** Whether a tuple that is not here had no reason to go to the next table: slots fill in turn. */
  boolean hasRoom(long key) {
    return words.get(bucket(key) + SLOTS - 1) == FREE;
  }

  /** Index of the bucket's first name: eight names, then eight uses, then eight ends. */
  private int bucket(long key) {
    return ((int) (key >>> firstBit) & bucketMask) * SLOTS * WORDS;
  }
}

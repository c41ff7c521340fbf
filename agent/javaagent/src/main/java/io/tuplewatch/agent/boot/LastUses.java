package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last use of each tuple, in bounded memory: 24 bytes a tuple, in tables of 8,192, 32,768,
 * 131,072 and 524,288 tuples (all four: 16,711,680 bytes). Each is made when the one before it
 * takes its first tuple, by a thread of its own, since clearing the largest takes milliseconds that
 * no connect should wait for. When the last has no room either, or the next is not there yet, the
 * oldest use that is in the way is forgotten, and counted.
 *
 * <p>A tuple is named by 64 bits mixed from its addresses and ports with a seed of this attachment;
 * two of a million tuples share a name with a probability of about 3e-8.
 *
 * <p>Thread-safe and lock-free: no operation waits for another. Both look at no more than 32 slots.
 * Two uses of one tuple at the same moment, which the kernel does not permit, leave one of them.
 */
final class LastUses {

  private static final int FIRST_TABLE = 8192;
  private static final int GROWTH = 4;
  private static final int MOST_TABLES = 4;

  private final AtomicReferenceArray<LastUseTable> tables;
  private final long seed;
  private final long epoch;
  private final Executor maker;
  private final AtomicInteger tablesBegun = new AtomicInteger(1);
  private final AtomicLong evicted = new AtomicLong();

  /**
   * @param bytes at most this much memory; below 196,608, nothing is remembered
   * @param seed random, so that nobody can choose tuples that share a name
   * @param epoch {@link System#nanoTime} before the first use
   * @param maker makes all tables but the first, at most three tasks in all
   */
  LastUses(long bytes, long seed, long epoch, Executor maker) {
    int count = 0;
    long used = 0;
    for (int slots = FIRST_TABLE; count < MOST_TABLES; slots *= GROWTH) {
      used += LastUseTable.bytes(slots);
      if (used > bytes) {
        break;
      }
      count++;
    }
    this.tables = new AtomicReferenceArray<LastUseTable>(count);
    this.seed = seed;
    this.epoch = epoch;
    this.maker = maker;
    if (count > 0) {
      make(0);
    }
  }

  private void make(int i) {
    tables.set(i, new LastUseTable(FIRST_TABLE << (2 * i), 16 * i));
  }

  /**
   * The name of a tuple.
   *
   * @param localAddress null where the kernel's choice is meant: toward one destination it is one
   *     address, and of a failed connect it is not known
   */
  long key(@Nullable String localAddress, int localPort, String address, int port) {
    long hash = mix(seed, address);
    if (localAddress != null) {
      hash = mix(hash ^ '/', localAddress);
    }
    long key = finish(hash ^ ((long) localPort << 16 | port));
    return key == LastUseTable.FREE || key == LastUseTable.BUSY ? 2 : key;
  }

  /** FNV-1a's step over the text; {@link #finish} spreads it. */
  private static long mix(long hash, String text) {
    long mixed = hash;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001b3L;
    }
    return mixed;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
  private static long finish(long hash) {
    long z = hash;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** The last use of this tuple; null if none is remembered. */
  @Nullable LastUse find(long key) {
    LastUse newest = null;
    for (int i = 0; i < tables.length(); i++) {
      LastUseTable table = tables.get(i);
      if (table == null) {
        break;
      }
      LastUse found = table.find(key, epoch);
      if (found != null && (newest == null || found.isNewerThan(newest))) {
        newest = found;
      }
      if (table.hasRoom(key)) {
        break;
      }
    }
    return newest;
  }

  /**
   * A use has ended.
   *
   * @param end {@link System#nanoTime}
   * @param closedBy null if it did not connect
   */
  void put(long key, long end, Outcome outcome, @Nullable ClosedBy closedBy) {
    long use = LastUseTable.use(end - epoch, outcome, closedBy);
    for (int i = 0; i < tables.length(); i++) {
      LastUseTable table = tables.get(i);
      if (table == null) {
        break;
      }
      if (table.update(key, use)) {
        return;
      }
      if (table.hasRoom(key)) {
        break;
      }
    }
    if (!insert(key, use)) {
      replaceOldest(key, use);
    }
  }

  private boolean insert(long key, long use) {
    for (int i = 0; i < tables.length(); i++) {
      LastUseTable table = tables.get(i);
      if (table == null) {
        return false;
      }
      if (table.insert(key, use)) {
        haveNextMade(i);
        return true;
      }
    }
    return false;
  }

  private void haveNextMade(int i) {
    final int next = i + 1;
    if (next < tables.length() && tablesBegun.compareAndSet(next, next + 1)) {
      maker.execute(
          new Runnable() {
            @Override
            public void run() {
              make(next);
            }
          });
    }
  }

  private void replaceOldest(long key, long use) {
    LastUseTable oldestTable = null;
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < tables.length(); i++) {
      LastUseTable table = tables.get(i);
      if (table == null) {
        break;
      }
      long candidate = table.oldest(key);
      if (candidate < oldest) {
        oldest = candidate;
        oldestTable = table;
      }
    }
    if (oldestTable != null && oldestTable.replace(key, use, oldest)) {
      evicted.incrementAndGet();
    }
  }

  /** How many tuples' last uses were forgotten for lack of room. */
  long evicted() {
    return evicted.get();
  }
}

package io.tuplewatch.recording.text;

import io.tuplewatch.columns.RowIds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Numbers distinct strings of bytes from 0, in the order in which they come. Open addressing over
 * one array of bytes; the hash has a seed of its own in every process, so that no recording can be
 * made to collide. O(length) per string. Sources must have another {@link #WORD} behind a string.
 * Not thread-safe.
 */
final class ByteStrings {

  /** Strings are compared by this many bytes at a time. */
  static final int WORD = Long.BYTES;

  private static final int FIRST_SLOTS = 64;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[1 << 10]; // and a word more than there are strings
  private int[] ends = new int[FIRST_SLOTS];

  /** High half of the hash, and number + 1; 0 = free. */
  private long[] slots = new long[2 * FIRST_SLOTS];

  private int count;

  /** How many strings there are. */
  int size() {
    return count;
  }

  /** The array that holds the string from {@link #start} to {@link #end}. */
  byte[] bytes() {
    return bytes;
  }

  int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  int end(int id) {
    return ends[id];
  }

  int length(int id) {
    return ends[id] - start(id);
  }

  /** Number of a string, which is new if it equals the size before. */
  int idOf(byte[] source, int from, int to) {
    long hash = hash(source, from, to);
    int slot = (int) hash & (slots.length - 1);
    for (long known = slots[slot]; known != 0; known = slots[slot]) {
      int id = (int) known - 1;
      if ((known ^ hash) >>> Integer.SIZE == 0
          && length(id) == to - from
          && isAt(id, source, from)) {
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(source, from, to, hash, slot);
  }

  /** Whether the bytes from {@code from} on begin with this string. */
  boolean isAt(int id, byte[] source, int from) {
    int own = start(id);
    return isAt(own, ends[id] - own, source, from);
  }

  /**
   * Whether the {@code length} bytes from {@code own} on in {@link #bytes} are at {@code from} too.
   * Up to eight words are compared without a loop, the last ones overlapping the first: for so few
   * a loop costs more than its work.
   */
  private boolean isAt(int own, int length, byte[] source, int from) {
    if (length < WORD) {
      return (difference(own, source, from) & firstBytes(length)) == 0;
    }
    if (length > 8 * WORD) {
      return Arrays.equals(bytes, own, own + length, source, from, from + length);
    }
    long difference = outerWords(own, length, 0, source, from);
    if (length > 2 * WORD) {
      difference |= outerWords(own, length, WORD, source, from);
    }
    if (length > 4 * WORD) {
      difference |= outerWords(own, length, 2 * WORD, source, from);
      difference |= outerWords(own, length, 3 * WORD, source, from);
    }
    return difference == 0;
  }

  /** Differences in the words that are {@code inner} bytes from the first and from the last one. */
  private long outerWords(int own, int length, int inner, byte[] source, int from) {
    int last = length - WORD - inner;
    return difference(own + inner, source, from + inner)
        | difference(own + last, source, from + last);
  }

  private long difference(int own, byte[] source, int other) {
    return word(bytes, own) ^ word(source, other);
  }

  /** The eight bytes from {@code at} on, the first one lowest. */
  static long word(byte[] source, int at) {
    return (long) WORDS.get(source, at);
  }

  /** A mask of the first bytes of a word, 0 to 7 of them. */
  static long firstBytes(int count) {
    return (1L << (Byte.SIZE * count)) - 1;
  }

  private int add(byte[] source, int from, int to, long hash, int slot) {
    int start = count == 0 ? 0 : ends[count - 1];
    int end = Math.addExact(start, to - from);
    if (end > bytes.length - WORD) {
      long room = Math.min(Integer.MAX_VALUE - WORD, 2L * end + WORD);
      bytes = Arrays.copyOf(bytes, (int) Math.max(end + WORD, room));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(source, from, bytes, start, to - from);
    ends[count] = end;
    slots[slot] = tagged(hash, ++count);
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new long[Math.multiplyExact(2, slots.length)];
    for (int id = 0; id < count; id++) {
      long hash = hash(bytes, start(id), ends[id]);
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = tagged(hash, id + 1);
    }
  }

  private static long tagged(long hash, int number) {
    return (hash & 0xFFFFFFFF_00000000L) | number;
  }

  private static long hash(byte[] source, int from, int to) {
    int length = to - from;
    long hash = length;
    int at = from;
    for (int words = length / WORD; words > 0; words--) {
      hash = RowIds.mix(hash ^ word(source, at));
      at += WORD;
    }
    return RowIds.mix(hash ^ (word(source, at) & firstBytes(to - at)));
  }
}

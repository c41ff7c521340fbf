package io.tuplewatch.recording;

import io.tuplewatch.columns.RowIds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one chunk, each once. A text is told by its encoded bytes while the chunk is read
 * and decoded at the end; one that comes in two encodings has two numbers. Not thread-safe.
 */
public final class Texts {

  /** Number of the text that is null. */
  public static final int NULL = 0;

  private static final int FIRST_SLOTS = 256;
  private static final int WORD = Long.BYTES;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[1 << 12]; // and a word more than there is text
  private int[] ends = new int[64];
  private int count;
  private int[] slots = new int[FIRST_SLOTS]; // number + 1; 0 = free
  private @Nullable String[] decoded = new @Nullable String[0];
  private boolean anyInPool;

  /** No text but null. */
  Texts() {
    idOf(new byte[1 + WORD], 0, 1); // TextEncoding.NULL
  }

  /** Number of an encoded text; {@code source} must have another word behind it. */
  int idOf(byte[] source, int from, int to) {
    int slot = (int) hash(source, from, to) & (slots.length - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (equals(id, source, from, to)) {
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return add(source, from, to, slot);
  }

  /** Number of a text that is given as such. */
  int idOf(@Nullable String text) {
    if (text == null) {
      return NULL;
    }
    byte[] encoded = new byte[2 + 3 * text.length() + WORD];
    encoded[0] = TextEncoding.CHARS; // keeps any char; the count behind it is never looked at
    int end = 2;
    for (int i = 0; i < text.length(); i++) {
      int rest = text.charAt(i);
      for (; rest > 0x7F; rest >>>= 7) {
        encoded[end++] = (byte) (rest | 0x80);
      }
      encoded[end++] = (byte) rest;
    }
    return idOf(encoded, 0, end);
  }

  /** Whether an id is this text: quicker than to look it up. */
  boolean equals(int id, byte[] source, int from, int to) {
    int start = start(id);
    int length = to - from;
    if (ends[id] - start != length) {
      return false;
    }
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      if (word(bytes, start + i) != word(source, from + i)) {
        return false;
      }
    }
    return (word(bytes, start + i) ^ word(source, from + i)) >>> 1 >>> rest(length) == 0;
  }

  /** How many texts there are; they are numbered from 0. */
  public int size() {
    return count;
  }

  /** The text with this number; null also for one that the pool should have had. */
  public @Nullable String get(int id) {
    if (id >= decoded.length) {
      resolve(Map.of());
    }
    return decoded[id];
  }

  /** Ids of the texts that are in the constant pool. */
  Set<Long> pooled() {
    Set<Long> wanted = new HashSet<>();
    for (int id = 0; anyInPool && id < count; id++) {
      if (bytes[start(id)] == TextEncoding.POOL) {
        wanted.add(TextEncoding.poolId(bytes, start(id)));
      }
    }
    return wanted;
  }

  /** Decodes all texts; {@code pool} has those of the constant pool by their ids. */
  void resolve(Map<Long, String> pool) {
    int from = decoded.length;
    decoded = Arrays.copyOf(decoded, count);
    for (int id = from; id < count; id++) {
      decoded[id] =
          bytes[start(id)] == TextEncoding.POOL
              ? pool.get(TextEncoding.poolId(bytes, start(id)))
              : TextEncoding.decode(bytes, start(id), ends[id]);
    }
  }

  private int start(int id) {
    return id == 0 ? 0 : ends[id - 1];
  }

  private int add(byte[] source, int from, int to, int slot) {
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
    slots[slot] = ++count;
    anyInPool |= source[from] == TextEncoding.POOL;
    if (2 * count > slots.length) {
      grow();
    }
    return count - 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int id = 0; id < count; id++) {
      int slot = (int) hash(bytes, start(id), ends[id]) & (slots.length - 1);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = id + 1;
    }
  }

  private static long hash(byte[] source, int from, int to) {
    int length = to - from;
    long hash = length;
    int i = 0;
    for (; i <= length - WORD; i += WORD) {
      hash = RowIds.mix(hash ^ word(source, from + i));
    }
    return RowIds.mix(hash ^ word(source, from + i) >>> 1 >>> rest(length));
  }

  private static long word(byte[] source, int at) {
    return (long) WORDS.get(source, at);
  }

  /** How many bits of the last word, less one, are behind the text. */
  private static int rest(int length) {
    return Long.SIZE - 1 - Byte.SIZE * (length & (WORD - 1));
  }
}

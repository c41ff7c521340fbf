package io.tuplewatch.recording.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one chunk, each once. A text is told by its encoded bytes while the chunk is read
 * and decoded at the end; one that comes in two encodings has two numbers. Not thread-safe.
 */
public final class Texts {

  /** Number of the text that is null. */
  public static final int NULL = 0;

  private final ByteStrings encoded = new ByteStrings();
  private final ShortTexts shortTexts = new ShortTexts();
  private @Nullable String[] decoded = new @Nullable String[0];
  private final BitSet pinned = new BitSet();

  /** No text but null. */
  public Texts() {
    idOf(new byte[1 + ByteStrings.WORD], 0, 1); // TextEncoding.NULL
  }

  /** Number of an encoded text; {@code source} must have another word behind it. */
  public int idOf(byte[] source, int from, int to) {
    return encoded.idOf(source, from, to);
  }

  /** Where a text is in a window, and how many bytes it has there, as one number. */
  public static long span(int at, int length) {
    return (long) at << Integer.SIZE | length;
  }

  /**
   * Puts the numbers of texts in the stead of their {@link #span}s, for the first {@code count}.
   */
  public void number(ByteWindow window, long[] spans, int count) {
    for (int i = 0; i < count; i++) {
      int at = (int) (spans[i] >>> Integer.SIZE);
      int length = (int) spans[i];
      spans[i] =
          length <= ShortTexts.LONGEST
              ? shortTexts.idOf(window, at, length, encoded)
              : encoded.idOf(window.bytes(), at, at + length);
    }
  }

  /** Number of a text that is given as such. */
  public int idOf(@Nullable String text) {
    if (text == null) {
      return NULL;
    }
    byte[] chars = new byte[2 + 3 * text.length() + ByteStrings.WORD];
    chars[0] = TextEncoding.CHARS; // keeps any char; the count behind it is never looked at
    int end = 2;
    for (int i = 0; i < text.length(); i++) {
      int rest = text.charAt(i);
      for (; rest > 0x7F; rest >>>= 7) {
        chars[end++] = (byte) (rest | 0x80);
      }
      chars[end++] = (byte) rest;
    }
    return idOf(chars, 0, end);
  }

  /** How many texts there are; they are numbered from 0. */
  public int size() {
    return encoded.size();
  }

  /** The text with this number; null also for one that the pool should have had. */
  public @Nullable String get(int id) {
    if (id >= decoded.length) {
      resolve(Map.of());
    }
    return decoded[id];
  }

  /** Ids of the texts that are in the constant pool. */
  public Set<Long> pooled() {
    Set<Long> wanted = new HashSet<>();
    for (int id = 0; id < size(); id++) {
      if (encoded.bytes()[encoded.start(id)] == TextEncoding.POOL) {
        wanted.add(TextEncoding.poolId(encoded.bytes(), encoded.start(id)));
      }
    }
    return wanted;
  }

  /** Keeps a text whatever {@link #keepOnly} says. */
  public void pin(int id) {
    pinned.set(id);
  }

  /** Makes null the texts that are not to be kept, and returns how many. */
  public int keepOnly(Predicate<String> kept) {
    get(size() - 1);
    int lost = 0;
    for (int id = 0; id < decoded.length; id++) {
      String text = decoded[id];
      if (text != null && !pinned.get(id) && !kept.test(text)) {
        decoded[id] = null;
        lost++;
      }
    }
    return lost;
  }

  /**
   * Decodes all texts.
   *
   * @param pool those of the constant pool by their ids there
   * @return numbers of texts that the pool should have had
   */
  public BitSet resolve(Map<Long, String> pool) {
    BitSet missing = new BitSet();
    int from = decoded.length;
    decoded = Arrays.copyOf(decoded, size());
    for (int id = from; id < size(); id++) {
      boolean pooled = encoded.bytes()[encoded.start(id)] == TextEncoding.POOL;
      decoded[id] =
          pooled
              ? pool.get(TextEncoding.poolId(encoded.bytes(), encoded.start(id)))
              : TextEncoding.decode(encoded.bytes(), encoded.start(id), encoded.end(id));
      missing.set(id, pooled && decoded[id] == null);
    }
    return missing;
  }
}

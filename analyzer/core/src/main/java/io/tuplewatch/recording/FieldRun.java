package io.tuplewatch.recording;

import io.tuplewatch.columns.RowIds;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Consecutive fields of an event type that are the same in many events: told by their encoded bytes
 * as a whole, and read field by field only where these are new. That is exact, as each field's
 * encoding says where it ends: where the bytes of a known run are, the same fields end at the same
 * byte. The value of a text is its number in the chunk's {@link Texts}. Not thread-safe.
 */
final class FieldRun {

  private static final int UNKNOWN = -1;

  /** Runs that begin alike and are all guessed: a host with several addresses, say. */
  private static final int WAYS = 4;

  private static final int FIRST_BITS = 10;
  private static final int MOST_BITS = 18;

  private final int first;
  private final List<Shape.Part> fields;
  private final Texts texts;
  private final ByteStrings seen = new ByteStrings();
  private long[] values;

  /** Which runs it may be, + 1, {@link #WAYS} by a hash of the first bytes; 0 = no more. */
  private int[] guesses = new int[1 << FIRST_BITS];

  private int guessBits = FIRST_BITS;

  /** The first bytes that every run has, at most two words of them. */
  private long firstWord = -1;

  private long secondWord = -1;

  /** {@code fields} are those of an event type from {@code first} on. */
  FieldRun(int first, List<Shape.Part> fields, Texts texts) {
    this.first = first;
    this.fields = fields;
    this.texts = texts;
    this.values = new long[16 * fields.size()];
  }

  /** Position of the first field. */
  int first() {
    return first;
  }

  /** How many there are. */
  int fields() {
    return fields.size();
  }

  /**
   * Number of the run whose bytes begin at {@code at} and end no later than {@code end}; two words
   * behind that must be there to look at. Below 0 if it is new, or has not come for so long that it
   * has to be learned again.
   */
  int find(byte[] window, int at, int end) {
    int slot = slot(window, at);
    for (int way = 0; way < WAYS; way++) {
      int guess = guesses[slot + way] - 1;
      if (guess < 0) {
        return UNKNOWN;
      }
      if (seen.length(guess) <= end - at && seen.isAt(guess, window, at)) {
        return guess;
      }
    }
    return UNKNOWN;
  }

  /** Bytes of a run. */
  int length(int run) {
    return seen.length(run);
  }

  /** Value of a field, by its place in the run; 0 if it is neither a number nor a text. */
  long value(int run, int field) {
    return values[run * fields.size() + field];
  }

  /** Reads the run that {@code in} is positioned at and returns its number. */
  int learn(ChunkInput in) throws IOException {
    int from = in.at();
    long[] read = new long[fields.size()];
    for (int i = 0; i < read.length; i++) {
      read[i] = read(fields.get(i), in);
    }
    in.requireNotPassed();
    int run = seen.idOf(in.window(), from, in.at());
    if ((run + 1) * read.length > values.length) {
      values = Arrays.copyOf(values, Math.multiplyExact(2, values.length));
    }
    System.arraycopy(read, 0, values, run * read.length, read.length);
    guess(in.window(), from, in.at() - from, run);
    return run;
  }

  private long read(Shape.Part field, ChunkInput in) throws IOException {
    if (field.is(Shape.Kind.VARINT)) {
      return in.readVarint();
    }
    if (field.is(Shape.Kind.BYTE)) {
      return in.readByte();
    }
    if (field.is(Shape.Kind.TEXT)) {
      int length = in.passText();
      return texts.idOf(in.window(), in.at() - length, in.at());
    }
    field.skip(in);
    return 0;
  }

  /** Next time it is the first to be tried; bytes behind a short run must not count. */
  private void guess(byte[] window, int from, int length, int run) {
    long first8 = firstWord & firstBytes(length);
    long next8 = secondWord & firstBytes(length - ByteStrings.WORD);
    boolean crowded = 2 * seen.size() > guesses.length && guessBits < MOST_BITS;
    if (crowded || first8 != firstWord || next8 != secondWord) {
      firstWord = first8;
      secondWord = next8;
      guessBits += crowded ? 1 : 0;
      guesses = new int[1 << guessBits];
    }
    int slot = slot(window, from);
    System.arraycopy(guesses, slot, guesses, slot + 1, WAYS - 1);
    guesses[slot] = run + 1;
  }

  private static long firstBytes(int count) {
    return count >= ByteStrings.WORD ? -1 : ByteStrings.firstBytes(Math.max(0, count));
  }

  private int slot(byte[] window, int at) {
    long first8 = ByteStrings.word(window, at) & firstWord;
    long next8 = ByteStrings.word(window, at + ByteStrings.WORD) & secondWord;
    long hash = RowIds.scramble(first8 ^ Long.rotateLeft(next8, 29));
    return (int) (hash >>> (Long.SIZE - guessBits)) & -WAYS;
  }
}

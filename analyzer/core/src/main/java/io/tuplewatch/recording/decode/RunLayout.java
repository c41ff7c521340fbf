package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.ByteStrings;
import io.tuplewatch.recording.text.TextEncoding;
import io.tuplewatch.recording.text.Texts;
import io.tuplewatch.recording.text.Varint;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an event type most of whose fields are the same in many events. Consecutive fields
 * of this kind are a run, and what all of them hold is the event's pattern. Between the runs are
 * varints. Runs are compared with those of {@link EventPatterns patterns seen before}, not read.
 * That is exact, as each field's encoding says where it ends: where the bytes of a known run are,
 * the same fields end at the same byte. The value of a text is its number in the chunk's {@link
 * Texts}. Not thread-safe.
 *
 * <p>Events of known patterns take a way of their own, short enough to be compiled as a whole and
 * at once; it leaves everything else to {@link #learn}. Where fields vary independently there are
 * more patterns than it pays to know: then events are read {@link #readStraight straight}, field by
 * field, and have {@link #NO_PATTERN}.
 */
final class RunLayout extends EventLayout {

  /** Of an event that was read straight. */
  static final int NO_PATTERN = -2;

  private static final int UNKNOWN = -1;

  /** More patterns than this are not learned. */
  private static final int MOST_PATTERNS = 1 << 12;

  /** How the fields are read, by field; null if one of them is an array or a structure. */
  private final Shape.Kind @Nullable [] straight;

  /** By field: whether it is in a run. */
  private final boolean[] inRun;

  /** By run, and for the end: the fields before it that are varints, up to the second one. */
  private final int[] varintsFrom;

  private final int[] varintsTo;

  /** Varints between the runs that are the same in many events: part of the pattern. */
  private final int[] keys;

  /** How many of them come before the first run. */
  private final int firstKeys;

  /** By field: its place among the values of the pattern; {@link #ABSENT} if it has none. */
  private final int[] places;

  /** By field: a varint's value; then what {@link #varint} says of a field that is absent. */
  private final long[] read;

  private final EventPatterns patterns;

  /** Of the event read last, or the one recalled. */
  private int pattern;

  /** Those of an event that is learned. */
  private byte[] bytes = new byte[256];

  private final int[] runLengths;
  private final long[] values;

  /** {@code repeated} are names of fields that are the same in many events. */
  RunLayout(Shape type, Texts texts, Set<String> repeated) {
    super(type, texts);
    int count = fields.size();
    inRun = new boolean[count];
    places = new int[count];
    straight = straight(fields);
    int parts = 0;
    for (int field = 0; field < count; field++) {
      boolean repeats = repeated.contains(fields.get(field).name());
      inRun[field] = !isVarint(field) || (repeats && isInRun(field - 1));
      places[field] = repeats || inRun[field] ? parts++ : ABSENT;
    }
    keys = where(field -> places[field] != ABSENT && !inRun[field]);
    int[] starts = where(field -> inRun[field] && !isInRun(field - 1));
    varintsTo = Arrays.copyOf(starts, starts.length + 1);
    varintsTo[starts.length] = count;
    varintsFrom = new int[varintsTo.length];
    for (int run = 0; run < starts.length; run++) {
      varintsFrom[run + 1] = endOfRun(starts[run]);
    }
    firstKeys = (int) Arrays.stream(keys).filter(key -> key < varintsTo[0]).count();
    read = new long[count + 2];
    read[count + 1] = -1;
    runLengths = new int[starts.length];
    values = new long[parts];
    patterns = new EventPatterns(keys.length, starts.length, parts);
  }

  private static Shape.Kind @Nullable [] straight(List<Shape.Part> fields) {
    boolean plain =
        fields.stream().noneMatch(field -> field.array() || field.is(Shape.Kind.STRUCTURE));
    return plain
        ? fields.stream().map(field -> field.shape().kind()).toArray(Shape.Kind[]::new)
        : null;
  }

  private int[] where(IntPredicate condition) {
    return IntStream.range(0, fields.size()).filter(condition).toArray();
  }

  private boolean isVarint(int field) {
    return fields.get(field).is(Shape.Kind.VARINT);
  }

  private boolean isInRun(int field) {
    return field >= 0 && inRun[field];
  }

  private int endOfRun(int first) {
    int end = first;
    while (end < inRun.length && inRun[end]) {
      end++;
    }
    return end;
  }

  /**
   * Where {@link #varint} finds a number that differs from event to event; what it says is {@code
   * ifAbsent}, 0 or -1, if events have no such field.
   */
  int varintField(String name, int ifAbsent) {
    int field = number(name);
    return field != ABSENT && !inRun[field] ? field : fields.size() - ifAbsent;
  }

  /** As {@link #varintField}, for a field without which an event cannot be understood. */
  int requiredVarint(String name) throws IOException {
    int field = requiredNumber(name);
    if (inRun[field]) {
      throw new IOException("an event type has an unusual field " + name);
    }
    return field;
  }

  /** A number of the event read last. */
  long varint(int field) {
    return read[field];
  }

  @Override
  void read(ChunkInput in) throws IOException {
    pattern = learn(in);
  }

  /** Reads an event of a pattern that is known; false if it is not, or does not fit the type. */
  boolean readKnown(ChunkInput in) {
    pattern = match(in.window(), in.at(), in.at() + (int) in.remaining());
    return pattern != UNKNOWN;
  }

  /** Whether events of unknown patterns are to be read straight. */
  boolean knowsEnough() {
    return straight != null && patterns.size() >= MOST_PATTERNS;
  }

  /**
   * Reads an event field by field, all of whose bytes are in the window; false if it does not fit
   * the type.
   */
  boolean readStraight(ChunkInput in) {
    byte[] window = in.window();
    int at = in.at();
    int end = at + (int) in.remaining();
    Shape.Kind[] kinds = straight;
    for (int field = 0; kinds != null && field < kinds.length; field++) {
      if (at >= end) {
        return false;
      }
      switch (kinds[field]) {
        case VARINT -> {
          int length = Varint.length(window, at);
          read[field] = Varint.value(window, at, length);
          at += length;
        }
        case TEXT -> {
          int length = TextEncoding.length(window, at, end);
          if (length < 0 || length > end - at) {
            return false;
          }
          read[field] = textId((int) read[field], window, at, at + length);
          at += length;
        }
        case BYTE -> read[field] = window[at++];
        case FLOAT -> at += Float.BYTES;
        default -> at += Double.BYTES;
      }
    }
    pattern = NO_PATTERN;
    return at == end;
  }

  private int textId(int last, byte[] window, int from, int to) {
    return texts.equals(last, window, from, to) ? last : texts.idOf(window, from, to);
  }

  /** {@link #UNKNOWN}: a pattern not seen so far, or for long, or it does not fit the type. */
  private int match(byte[] window, int from, int end) {
    int at = readVarints(0, window, from, end);
    long hash = patterns.hash(window, Math.min(at, end));
    for (int key = 0; key < firstKeys; key++) {
      hash = EventPatterns.hash(hash, read[keys[key]]);
    }
    int way = 0;
    int guess = patterns.guess(hash, way);
    while (guess >= 0 && !isAt(guess, window, at, end)) {
      guess = patterns.guess(hash, ++way);
    }
    return guess;
  }

  /** Whether the event whose first run is at {@code firstRun} has this pattern; reads varints. */
  private boolean isAt(int guess, byte[] window, int firstRun, int end) {
    int own = patterns.firstRun(guess);
    int at = firstRun;
    for (int run = 0; run < runLengths.length; run++) {
      int length = patterns.length(guess, run);
      if (length > end - at || !patterns.isAt(own, length, window, at)) {
        return false;
      }
      own += length;
      at = readVarints(run + 1, window, at + length, end);
    }
    for (int key = 0; key < keys.length; key++) {
      if (!patterns.hasKey(guess, key, read[keys[key]])) {
        return false;
      }
    }
    return at == end;
  }

  /** Reads the varints before a run and returns where they end, behind {@code end} if at all. */
  private int readVarints(int run, byte[] window, int from, int end) {
    int at = from;
    for (int field = varintsFrom[run]; field < varintsTo[run] && at <= end; field++) {
      int length = Varint.length(window, at);
      read[field] = Varint.value(window, at, length);
      at += length;
    }
    return at;
  }

  /** Reads the event that {@code in} is at and returns its pattern. */
  private int learn(ChunkInput in) throws IOException {
    int length = keys.length * ByteStrings.WORD;
    int run = 0;
    int firstRun = in.at();
    for (int field = 0; field < inRun.length; ) {
      if (inRun[field]) {
        int from = in.at();
        field = readRun(field, in);
        in.requireNotPassed();
        firstRun = run == 0 ? from : firstRun;
        runLengths[run] = in.at() - from;
        append(in.window(), from, runLengths[run], length);
        length += runLengths[run++];
      } else {
        read[field++] = in.readVarint();
      }
    }
    in.requireNotPassed();
    if (in.remaining() > 0) {
      throw new EOFException("an event is longer than its type");
    }
    return note(in.window(), firstRun, length);
  }

  private int readRun(int first, ChunkInput in) throws IOException {
    int field = first;
    for (; field < inRun.length && inRun[field]; field++) {
      values[places[field]] = readField(fields.get(field), in);
    }
    return field;
  }

  private long readField(Shape.Part field, ChunkInput in) throws IOException {
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

  private void append(byte[] window, int from, int count, int to) {
    if (to + count + ByteStrings.WORD > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (to + count + ByteStrings.WORD));
    }
    System.arraycopy(window, from, bytes, to, count);
  }

  /** The pattern whose runs are in {@link #bytes} up to {@code length}. */
  private int note(byte[] window, int firstRun, int length) {
    for (int key = 0; key < keys.length; key++) {
      ByteStrings.putWord(bytes, key * ByteStrings.WORD, read[keys[key]]);
      values[places[keys[key]]] = read[keys[key]];
    }
    int noted = patterns.idOf(bytes, length, runLengths, values);
    patterns.makeRoom(runLengths.length == 0 ? 0 : runLengths[0]);
    long hash = patterns.hash(window, firstRun);
    for (int key = 0; key < firstKeys; key++) {
      hash = EventPatterns.hash(hash, read[keys[key]]);
    }
    patterns.guessFirst(hash, noted);
    return noted;
  }

  /**
   * A number from 0 for what the event read last has in common with others, or {@link #NO_PATTERN}.
   */
  int pattern() {
    return pattern;
  }

  /** How many patterns there are. */
  int patterns() {
    return patterns.size();
  }

  /** Makes the repeated fields of the event read last those of this pattern. */
  void recallPattern(int number) {
    pattern = number;
  }

  @Override
  long valueAt(int position) {
    return pattern == NO_PATTERN || places[position] == ABSENT
        ? read[position]
        : patterns.value(pattern, places[position]);
  }
}

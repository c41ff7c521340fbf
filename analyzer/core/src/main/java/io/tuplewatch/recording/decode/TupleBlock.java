package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.ByteWindow;
import io.tuplewatch.recording.text.Texts;
import io.tuplewatch.recording.text.Varint;
import java.io.IOException;
import java.util.Arrays;

/**
 * Some events of a type of which there are many, by column. Events are read field by field, what
 * was never asked for is passed over; texts get their numbers when the block is full, one column
 * after the other: what is looked up for one event does not wait for what is looked up for the one
 * before, so that the processor has many looks at memory under way at once. Not thread-safe.
 */
final class TupleBlock {

  /** Events in a block: its columns stay in the processor's first cache. */
  static final int ROWS = 64;

  private static final int PASS_VARINT = 0;
  private static final int PASS_TEXT = 1;
  private static final int PASS_BYTE = 2;
  private static final int PASS_FLOAT = 3;
  private static final int PASS_DOUBLE = 4;
  private static final int STRUCTURE = 5;
  private static final int VARINT = 6;
  private static final int TEXT = 7;
  private static final int BYTE = 8;

  private final EventLayout layout;
  private final Texts texts;

  /** What is done with a field, by position. */
  private final int[] steps;

  /** Values by position; of a text its span in the window, then its number. */
  private final long[][] columns;

  private int size;

  TupleBlock(Shape type, Texts texts) {
    this.layout = new EventLayout(type, texts);
    this.texts = texts;
    steps = Arrays.stream(layout.kinds).mapToInt(TupleBlock::passing).toArray();
    columns = new long[steps.length][0];
  }

  private static int passing(Shape.Kind kind) {
    return switch (kind) {
      case VARINT -> PASS_VARINT;
      case TEXT -> PASS_TEXT;
      case BYTE -> PASS_BYTE;
      case FLOAT -> PASS_FLOAT;
      case DOUBLE -> PASS_DOUBLE;
      case STRUCTURE -> STRUCTURE;
    };
  }

  /** The fields by name. */
  EventLayout layout() {
    return layout;
  }

  /** Values of an integer, boolean or reference; {@code ifAbsent} where there is no such field. */
  long[] numbers(String name, long ifAbsent) {
    int position = layout.number(name);
    if (position != EventLayout.ABSENT) {
      steps[position] = layout.kinds[position] == Shape.Kind.BYTE ? BYTE : VARINT;
    }
    return column(position, ifAbsent);
  }

  /** Equals {@link #numbers}, of a field without which an event cannot be understood. */
  long[] requiredNumbers(String name) throws IOException {
    layout.requiredNumber(name);
    return numbers(name, 0);
  }

  /** Numbers of texts; that of null where there is no such field. */
  long[] texts(String name) {
    int position = layout.text(name);
    if (position != EventLayout.ABSENT) {
      steps[position] = TEXT;
    }
    return column(position, Texts.NULL);
  }

  private long[] column(int position, long ifAbsent) {
    if (position == EventLayout.ABSENT) {
      long[] absent = new long[ROWS];
      Arrays.fill(absent, ifAbsent);
      return absent;
    }
    if (columns[position].length == 0) {
      columns[position] = new long[ROWS];
    }
    return columns[position];
  }

  int size() {
    return size;
  }

  boolean full() {
    return size == ROWS;
  }

  void clear() {
    size = 0;
  }

  /**
   * Adds an event all of whose bytes are between these indexes; false, and nothing is added, if it
   * does not fit the type, or has a structure.
   */
  boolean add(ByteWindow window, int from, int end) {
    int at = from;
    int row = size;
    for (int field = 0; field < steps.length; field++) {
      if (at >= end) {
        return false;
      }
      switch (steps[field]) {
        case PASS_VARINT -> at += Varint.length(window.word(at));
        case VARINT -> {
          long word = window.word(at);
          if ((word & 0x80) == 0) {
            columns[field][row] = word & 0x7F;
            at++;
          } else {
            int length = Varint.length(word);
            columns[field][row] =
                length < Varint.LONGEST
                    ? Varint.value(word, length)
                    : Varint.value(word, window.word(at + Long.BYTES) & 0xFF);
            at += length;
          }
        }
        case TEXT, PASS_TEXT -> {
          int length = window.textLength(at, end);
          if (length < 0 || length > end - at) {
            return false;
          }
          if (steps[field] == TEXT) {
            columns[field][row] = Texts.span(at, length);
          }
          at += length;
        }
        case BYTE -> columns[field][row] = (byte) window.word(at++);
        case PASS_BYTE -> at++;
        case PASS_FLOAT -> at += Float.BYTES;
        case PASS_DOUBLE -> at += Double.BYTES;
        default -> {
          return false;
        }
      }
    }
    size += at == end ? 1 : 0;
    return at == end;
  }

  /** Makes numbers of the spans of texts; the window must be that of all events. */
  void number(ByteWindow window) {
    for (int field = 0; field < steps.length; field++) {
      if (steps[field] == TEXT) {
        texts.number(window, columns[field], size);
      }
    }
  }

  /** Makes the block hold the one event at which the input is, whatever it is. */
  void read(ChunkInput in) throws IOException {
    layout.read(in);
    for (int field = 0; field < steps.length; field++) {
      if (steps[field] >= VARINT) {
        columns[field][0] = layout.values[field];
      }
    }
    size = 1;
  }
}

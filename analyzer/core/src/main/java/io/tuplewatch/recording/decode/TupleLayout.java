package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.TextEncoding;
import io.tuplewatch.recording.text.Texts;
import io.tuplewatch.recording.text.Varint;

/**
 * The layout of an event type of which there are many events, most of them short: these are read in
 * one go, field by field, with what was never asked for passed over. Not thread-safe.
 */
final class TupleLayout extends EventLayout {

  private static final int PASS_VARINT = 0;
  private static final int PASS_TEXT = 1;
  private static final int PASS_BYTE = 2;
  private static final int PASS_FLOAT = 3;
  private static final int PASS_DOUBLE = 4;
  private static final int STRUCTURE = 5;
  private static final int VARINT = 6;
  private static final int TEXT = 7;
  private static final int BYTE = 8;

  /** What is done with a field, by position. */
  private final int[] steps;

  TupleLayout(Shape type, Texts texts) {
    super(type, texts);
    steps = new int[kinds.length];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = passing(kinds[i]);
    }
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

  /** The field is read from now on. */
  @Override
  int number(String name) {
    int position = super.number(name);
    if (position != ABSENT) {
      steps[position] = kinds[position] == Shape.Kind.BYTE ? BYTE : VARINT;
    }
    return position;
  }

  /** The field is read from now on. */
  @Override
  int text(String name) {
    int position = super.text(name);
    if (position != ABSENT) {
      steps[position] = TEXT;
    }
    return position;
  }

  /**
   * Reads the fields that were asked for of an event all of whose bytes are in the window; false if
   * it does not fit the type, or has a structure.
   */
  boolean readInWindow(ChunkInput in) {
    byte[] window = in.window();
    int at = in.at();
    int end = at + (int) in.remaining();
    for (int field = 0; field < steps.length; field++) {
      if (at >= end) {
        return false;
      }
      switch (steps[field]) {
        case PASS_VARINT -> at += Varint.length(window, at);
        case VARINT -> {
          int length = Varint.length(window, at);
          values[field] = Varint.value(window, at, length);
          at += length;
        }
        case TEXT -> {
          int id = texts.idAt(window, at, end, (int) values[field]);
          if (id < 0) {
            return false;
          }
          values[field] = id;
          at += texts.length(id);
        }
        case PASS_TEXT -> {
          int length = TextEncoding.length(window, at, end);
          if (length < 0) {
            return false;
          }
          at += length;
        }
        case BYTE -> values[field] = window[at++];
        case PASS_BYTE -> at++;
        case PASS_FLOAT -> at += Float.BYTES;
        case PASS_DOUBLE -> at += Double.BYTES;
        default -> {
          return false;
        }
      }
    }
    return at == end;
  }
}

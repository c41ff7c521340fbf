package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.Shape;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.util.List;

/**
 * The fields of one event type in the order this chunk's writer chose, and the values of the event
 * read last; a text is the number it has in the chunk's {@link Texts}. Fields are looked up by name
 * once per chunk, then by position. Not thread-safe.
 */
class EventLayout {

  /** Position of a field the chunk does not have. */
  static final int ABSENT = -1;

  final List<Shape.Part> fields;
  final Texts texts;
  final Shape.Kind[] kinds;
  long[] values;

  /** {@code fields} must be those of an event type. */
  EventLayout(Shape fields, Texts texts) {
    this.fields = fields.parts();
    this.texts = texts;
    this.kinds = this.fields.stream().map(EventLayout::kind).toArray(Shape.Kind[]::new);
    this.values = new long[kinds.length];
  }

  /** Arrays are passed over, as structures are. */
  private static Shape.Kind kind(Shape.Part field) {
    return field.array() ? Shape.Kind.STRUCTURE : field.shape().kind();
  }

  /** Position of the integer, boolean or reference field {@code name}, or {@link #ABSENT}. */
  int number(String name) {
    int position = position(name);
    return position != ABSENT
            && (fields.get(position).is(Shape.Kind.VARINT)
                || fields.get(position).is(Shape.Kind.BYTE))
        ? position
        : ABSENT;
  }

  /** Position of the text field {@code name}, or {@link #ABSENT}. */
  int text(String name) {
    int position = position(name);
    return position != ABSENT && fields.get(position).is(Shape.Kind.TEXT) ? position : ABSENT;
  }

  /** Equals {@link #number}, for a field without which an event cannot be understood. */
  int requiredNumber(String name) throws IOException {
    int position = number(name);
    if (position == ABSENT) {
      throw new IOException("an event type lacks its field " + name);
    }
    return position;
  }

  /** Reads all values of one event. */
  void read(ChunkInput in) throws IOException {
    for (int i = 0; i < kinds.length; i++) {
      switch (kinds[i]) {
        case BYTE -> values[i] = in.readByte();
        case VARINT -> values[i] = in.readVarint();
        case TEXT -> values[i] = readText(in);
        case FLOAT, DOUBLE, STRUCTURE -> fields.get(i).skip(in);
      }
    }
    in.requireNotPassed();
  }

  /** The values, for {@link #recall}. */
  long[] copy() {
    return values.clone();
  }

  /** Makes earlier values those of the event read last. */
  void recall(long[] earlier) {
    values = earlier;
  }

  long longAt(int position, long ifAbsent) {
    return position == ABSENT ? ifAbsent : values[position];
  }

  int intAt(int position, int ifAbsent) {
    return position == ABSENT ? ifAbsent : (int) values[position];
  }

  /** Number of a text. */
  int textAt(int position) {
    return position == ABSENT ? Texts.NULL : (int) values[position];
  }

  private int readText(ChunkInput in) throws IOException {
    int length = in.passText();
    return texts.idOf(in.window(), in.at() - length, in.at());
  }

  private int position(String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return ABSENT;
  }
}

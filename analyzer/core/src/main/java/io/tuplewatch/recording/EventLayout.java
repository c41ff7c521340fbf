package io.tuplewatch.recording;

import java.io.IOException;
import java.util.List;
import one.jfr.JfrReader;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event type in the order this chunk's writer chose, and the values of the event
 * read last. Fields are looked up by name once per chunk, then by position. Not thread-safe.
 */
final class EventLayout {

  /** Position of a field the chunk does not have. */
  static final int ABSENT = -1;

  /** How a value is encoded: varints for integers and references into constant pools. */
  enum Encoding {
    BYTE,
    VARINT,
    FLOAT,
    DOUBLE,
    STRING
  }

  record Field(String name, Encoding encoding) {}

  private final long typeId;
  private final List<Field> fields;
  private final Encoding[] encodings;
  private final long[] numbers;
  private final @Nullable String[] texts;

  EventLayout(long typeId, List<Field> fields) {
    this.typeId = typeId;
    this.fields = List.copyOf(fields);
    this.encodings = fields.stream().map(Field::encoding).toArray(Encoding[]::new);
    this.numbers = new long[encodings.length];
    this.texts = new @Nullable String[encodings.length];
  }

  /** Id of the event type in its chunk. */
  long typeId() {
    return typeId;
  }

  /** Position of the integer, boolean or reference field {@code name}, or {@link #ABSENT}. */
  int number(String name) {
    int position = position(name);
    return position != ABSENT
            && (encodings[position] == Encoding.VARINT || encodings[position] == Encoding.BYTE)
        ? position
        : ABSENT;
  }

  /** Position of the text field {@code name}, or {@link #ABSENT}. */
  int text(String name) {
    int position = position(name);
    return position != ABSENT && encodings[position] == Encoding.STRING ? position : ABSENT;
  }

  /** As {@link #number}, for a field without which an event cannot be understood. */
  int requiredNumber(String name) throws IOException {
    int position = number(name);
    if (position == ABSENT) {
      throw new IOException("an event type lacks its field " + name);
    }
    return position;
  }

  /** Reads all values of one event. */
  void read(JfrReader in) {
    for (int i = 0; i < encodings.length; i++) {
      switch (encodings[i]) {
        case BYTE -> numbers[i] = in.getByte();
        case VARINT -> numbers[i] = in.getVarlong();
        case FLOAT -> in.getFloat();
        case DOUBLE -> in.getDouble();
        case STRING -> texts[i] = in.getString();
      }
    }
  }

  long longAt(int position, long ifAbsent) {
    return position == ABSENT ? ifAbsent : numbers[position];
  }

  int intAt(int position, int ifAbsent) {
    return position == ABSENT ? ifAbsent : (int) numbers[position];
  }

  @Nullable String textAt(int position) {
    return position == ABSENT ? null : texts[position];
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

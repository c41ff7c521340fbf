package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.report.AsciiJson;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of a {@link Table}: numbers, or texts each of which is written once. Not thread-safe.
 */
final class Column {

  /** No value. */
  static final long NONE = Long.MIN_VALUE;

  /** Different texts of a column; later ones become one. */
  private static final int MOST_TEXTS = 5_000;

  private static final int LONGEST_TEXT = 200;
  private static final String OTHER = "(another; too many to list)";
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  /** What the values are, and so how the page shows and sorts them. */
  enum Type {
    TEXT,
    /** Moments: ms, as difference to the row before. */
    TIME,
    /** Spans: microseconds. */
    SPAN,
    COUNT,
    /** Identifiers: shown without grouping of digits. */
    PORT,
    /** Parts of one, in ten-thousandths. */
    SHARE
  }

  private final String key;
  private final String label;
  private final String help;
  private final Type type;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private long[] values = new long[64];
  private int size;

  /**
   * @param key for the page's script
   * @param label what the reader sees
   * @param help one sentence on what the values are; may be empty
   */
  Column(String key, String label, Type type, String help) {
    this.key = key;
    this.label = label;
    this.type = type;
    this.help = help;
  }

  /** Adds a text of a recording, made visible and cut; null is no value. */
  void add(@Nullable String text) {
    if (text == null) {
      append(NONE);
      return;
    }
    String safe = SafeText.of(text, LONGEST_TEXT);
    String listed = texts.size() < MOST_TEXTS || numbers.containsKey(safe) ? safe : OTHER;
    append(
        numbers.computeIfAbsent(
            listed,
            one -> {
              texts.add(one);
              return texts.size() - 1;
            }));
  }

  /** Adds a moment, epoch ns, or a span, ns, or {@link #NONE}. */
  void addNanos(long nanos) {
    long unit = type == Type.TIME ? NANOS_PER_MILLI : NANOS_PER_MICRO;
    append(nanos == NONE ? NONE : Math.floorDiv(nanos + unit / 2, unit));
  }

  /** Adds a count, a port, or {@link #NONE}. */
  void add(long number) {
    append(number);
  }

  /** Adds a part of one. */
  void addShare(double share) {
    append(Math.round(share * 10_000));
  }

  private void append(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("key", key);
    json.writeStringField("label", label);
    json.writeStringField("type", type.name().toLowerCase(Locale.ROOT));
    json.writeStringField("help", help);
    if (type == Type.TEXT) {
      AsciiJson.writeTexts(json, "texts", texts);
    }
    json.writeArrayFieldStart("values");
    long before = 0;
    for (int i = 0; i < size; i++) {
      if (values[i] == NONE) {
        json.writeNull();
      } else if (type == Type.TIME) {
        json.writeNumber(values[i] - before);
        before = values[i];
      } else {
        json.writeNumber(values[i]);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

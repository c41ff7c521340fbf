package io.tuplewatch.recording;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where damage hit a recording, by a walk of its own through what was there before. JFR has no
 * checksums: of some places a change cannot be told, and these are all of them.
 */
final class ChangedBytes {

  /** Kinds of places. */
  enum Place {
    /** Start, duration, ticks and their frequency, in a header of which there is no copy. */
    TIMES_WITHOUT_COPY,
    HEADER,
    EVENT_SIZE,
    EVENT_TYPE,
    EVENT_CONTENT,
    BEHIND_THE_END
  }

  private static final int HEADER_BYTES = 68;

  private ChangedBytes() {}

  /** The places at which {@code after} differs from {@code before}. */
  static Set<Place> places(byte[] before, byte[] after) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    for (int chunk = 0; chunk < before.length; ) {
      int end = chunk + (int) ByteBuffer.wrap(before).getLong(chunk + 8);
      addHeader(before, after, chunk, end, places);
      for (int event = chunk + HEADER_BYTES; event < end; ) {
        int type = varintEnd(before, event);
        int content = varintEnd(before, type);
        int next = event + (int) varint(before, event, type);
        add(Place.EVENT_SIZE, before, after, event, type, places);
        add(Place.EVENT_TYPE, before, after, type, content, places);
        add(Place.EVENT_CONTENT, before, after, content, next, places);
        event = next;
      }
      chunk = end;
    }
    if (after.length > before.length) {
      places.add(Place.BEHIND_THE_END);
    }
    return places;
  }

  private static void addHeader(
      byte[] before, byte[] after, int chunk, int end, Set<Place> places) {
    boolean copied = false;
    for (int i = chunk + HEADER_BYTES; i + 8 <= end; i++) {
      copied |= ByteBuffer.wrap(before).getLong(i) == ByteBuffer.wrap(before).getLong(chunk);
    }
    Place times = copied ? Place.HEADER : Place.TIMES_WITHOUT_COPY;
    add(Place.HEADER, before, after, chunk, chunk + 32, places);
    add(times, before, after, chunk + 32, chunk + 64, places);
    add(Place.HEADER, before, after, chunk + 64, chunk + HEADER_BYTES, places);
  }

  private static void add(
      Place place, byte[] before, byte[] after, int from, int to, Set<Place> places) {
    for (int i = from; i < to; i++) {
      if (i >= after.length || before[i] != after[i]) {
        places.add(place);
      }
    }
  }

  private static int varintEnd(byte[] bytes, int from) {
    int end = from;
    while (bytes[end] < 0) {
      end++;
    }
    return end + 1;
  }

  private static long varint(byte[] bytes, int from, int end) {
    long value = 0;
    for (int i = end - 1; i >= from; i--) {
      value = value << 7 | (bytes[i] & 0x7F);
    }
    return value;
  }
}

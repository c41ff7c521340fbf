package io.tuplewatch.recording;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/**
 * Where damage hit a recording, by a walk of its own through what was there before. JFR has no
 * checksums: of some regions a change cannot be told, and these are all of them.
 */
final class ChangedBytes {

  /** Regions of a recording. */
  enum Region {
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

  /** The regions in which {@code after} differs from {@code before}. */
  static Set<Region> regions(byte[] before, byte[] after) {
    Set<Region> regions = EnumSet.noneOf(Region.class);
    for (int chunk = 0; chunk < before.length; ) {
      int end = chunk + (int) ByteBuffer.wrap(before).getLong(chunk + 8);
      addHeader(before, after, chunk, end, regions);
      for (int event = chunk + HEADER_BYTES; event < end; ) {
        int type = varintEnd(before, event);
        int content = varintEnd(before, type);
        int next = event + (int) varint(before, event, type);
        add(Region.EVENT_SIZE, before, after, event, type, regions);
        add(Region.EVENT_TYPE, before, after, type, content, regions);
        add(Region.EVENT_CONTENT, before, after, content, next, regions);
        event = next;
      }
      chunk = end;
    }
    if (after.length > before.length) {
      regions.add(Region.BEHIND_THE_END);
    }
    return regions;
  }

  private static void addHeader(
      byte[] before, byte[] after, int chunk, int end, Set<Region> regions) {
    boolean copied = false;
    for (int i = chunk + HEADER_BYTES; i + 8 <= end; i++) {
      copied |= ByteBuffer.wrap(before).getLong(i) == ByteBuffer.wrap(before).getLong(chunk);
    }
    Region times = copied ? Region.HEADER : Region.TIMES_WITHOUT_COPY;
    add(Region.HEADER, before, after, chunk, chunk + 32, regions);
    add(times, before, after, chunk + 32, chunk + 64, regions);
    add(Region.HEADER, before, after, chunk + 64, chunk + HEADER_BYTES, regions);
  }

  private static void add(
      Region region, byte[] before, byte[] after, int from, int to, Set<Region> regions) {
    for (int i = from; i < to; i++) {
      if (i >= after.length || before[i] != after[i]) {
        regions.add(region);
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

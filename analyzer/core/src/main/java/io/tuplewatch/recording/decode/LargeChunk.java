package io.tuplewatch.recording.decode;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.text.Varint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A chunk so large that its events are read in parts, each by a thread of its own. Parts begin with
 * an event, which is found by going from size to size: that takes a tenth of what decoding does.
 * Only for what is whole: damage is a matter of the chunk, and {@link ChunkReader} tells it.
 */
public final class LargeChunk {

  /**
   * Bytes of a part at least: with fewer, threads and pools read twice cost more than they save.
   */
  public static final long LEAST_PART = 16 << 20;

  private static final int SHOWN = 1 << 16;

  private LargeChunk() {}

  /**
   * Reads the chunk in as many parts as there are threads.
   *
   * @param leastPart bytes of a part at least
   * @return the events of the parts in file order, with all but connects and closes in the first;
   *     empty if the chunk is too small, or if there is anything to be told of it
   */
  public static List<ChunkEvents> read(ChunkSource source, FreeSegments free, long leastPart) {
    ChunkHeader header = source.header();
    long most = Math.min(InParallel.threads(), header.size() / leastPart);
    if (most < 2 || !header.finished() || header.cut()) {
      return List.of();
    }
    List<ChunkEvents> parts = new ArrayList<>();
    try {
      List<Long> bounds = bounds(source.open(), (int) most);
      for (int part = 1; part < bounds.size(); part++) {
        parts.add(ChunkEvents.between(header.startNanos(), header.endNanos(), free));
      }
      InParallel.forEach(
          parts.size(),
          part -> read(source, bounds.get(part), bounds.get(part + 1), parts.get(part)));
      parts.stream().skip(1).forEach(parts.get(0)::takeRare);
      return parts;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      parts.forEach(ChunkEvents::release); // read as a whole, the chunk says what is wrong
      return List.of();
    }
  }

  private static void read(ChunkSource source, long from, long to, ChunkEvents events) {
    try {
      if (!ChunkReader.read(source, from, to, events).nothingToTell()) {
        throw new IOException("not whole");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the parts begin, and where the last one ends; of about equal size. */
  private static List<Long> bounds(ChunkInput in, int parts) throws IOException {
    List<Long> bounds = new ArrayList<>(List.of((long) ChunkHeader.BYTES));
    for (int part = 1; part < parts; part++) {
      bounds.add(eventFrom(in, bounds.get(part - 1), in.size() / parts * part));
    }
    bounds.add(in.size());
    return bounds;
  }

  /** The first event at or behind {@code least}; there is one at {@code from}. */
  private static long eventFrom(ChunkInput in, long from, long least) throws IOException {
    long position = from;
    while (position < least) {
      in.show(position, SHOWN);
      byte[] window = in.window();
      long last = Math.min(least - position + in.at(), in.filled() - Varint.LONGEST);
      long at = in.at();
      while (at < last) {
        int length = Varint.length(window, (int) at);
        long size = Varint.value(window, (int) at, length);
        if (size <= 0 || size > in.size() - position) {
          throw new IOException("an event of impossible size");
        }
        at += size;
      }
      position += at - in.at();
    }
    return position;
  }
}

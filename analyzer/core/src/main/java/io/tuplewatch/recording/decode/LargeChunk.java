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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A chunk so large that its events are read in parts, each by a thread of its own. Parts begin with
 * an event, which is found by going from size to size: that takes a tenth of what decoding does.
 * Only for what is whole: damage is a matter of the chunk, and {@link ChunkReader} tells it. So a
 * chunk that is too large to be in memory as a whole is read twice, the first time to see that
 * nothing is to be told of it.
 */
public final class LargeChunk {

  /**
   * How chunks are divided.
   *
   * @param leastPart bytes of a part at least
   * @param mostAtOnce bytes of a chunk that is in memory as a whole, at most
   */
  public record Sizes(long leastPart, long mostAtOnce) {

    /** With smaller parts, threads and pools read twice cost more than they save. */
    private static final long LEAST_PART = 16 << 20;

    /** The usual parts. */
    public static Sizes upTo(long mostAtOnce) {
      return new Sizes(Math.min(LEAST_PART, mostAtOnce / 2), mostAtOnce);
    }
  }

  private static final int SHOWN = 1 << 16;

  private final ChunkSource source;
  private final FreeSegments free;

  /** Where the parts begin, and where the last one ends. */
  private final List<Long> bounds;

  private LargeChunk(ChunkSource source, FreeSegments free, List<Long> bounds) {
    this.source = source;
    this.free = free;
    this.bounds = bounds;
  }

  /**
   * The events of the parts in file order, with all but connects and closes in the first; null if
   * the chunk is too small, or if there is anything to be told of it. Of a chunk that is not in
   * memory as a whole each step reads more, and throws an {@link UncheckedIOException} if that is
   * no longer possible; the sink must be done with what it had before.
   */
  public static @Nullable Iterable<ChunkEvents> read(
      ChunkSource source, FreeSegments free, Sizes sizes) {
    ChunkHeader header = source.header();
    int threads = InParallel.threads();
    boolean atOnce = header.size() <= sizes.mostAtOnce();
    long wanted = atOnce ? header.size() / threads : sizes.mostAtOnce() / (2L * threads);
    long part = Math.max(wanted, sizes.leastPart());
    if (header.size() < 2 * part || !header.finished() || header.cut()) {
      return null;
    }
    try {
      List<Long> bounds = bounds(source.open(), part);
      return atOnce
          ? new LargeChunk(source, free, bounds).atOnce()
          : new LargeChunk(source.readTwice(), free, bounds).inTurn();
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      return null; // read as a whole, the chunk says what is wrong
    }
  }

  private Iterable<ChunkEvents> atOnce() {
    List<ChunkEvents> parts = read(0, parts());
    ChunkEvents rare = noEvents();
    parts.forEach(rare::addRare);
    return asParts(parts, rare, 0);
  }

  private Iterable<ChunkEvents> inTurn() {
    ChunkEvents rare = noEvents();
    InParallel.map(parts(), this::rareOf).forEach(rare::addRare);
    int step = InParallel.threads();
    return () ->
        IntStream.iterate(0, from -> from < parts(), from -> from + step)
            .boxed()
            .flatMap(
                from -> asParts(read(from, Math.min(parts(), from + step)), rare, from).stream())
            .iterator();
  }

  private ChunkEvents rareOf(int part) {
    ChunkEvents events = read(part);
    events.release();
    ChunkEvents rare = noEvents();
    rare.addRare(events);
    return rare;
  }

  private static List<ChunkEvents> asParts(List<ChunkEvents> parts, ChunkEvents rare, int from) {
    return IntStream.range(0, parts.size())
        .mapToObj(part -> parts.get(part).asPartOf(rare, from + part == 0))
        .toList();
  }

  private int parts() {
    return bounds.size() - 1;
  }

  private List<ChunkEvents> read(int from, int to) {
    return InParallel.map(to - from, part -> read(from + part));
  }

  private ChunkEvents read(int part) {
    ChunkEvents events = noEvents();
    try {
      if (!ChunkReader.read(source, bounds.get(part), bounds.get(part + 1), events)
          .nothingToTell()) {
        throw new IOException("has changed while it was read");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return events;
  }

  private ChunkEvents noEvents() {
    return ChunkEvents.between(source.header().startNanos(), source.header().endNanos(), free);
  }

  /** Where parts begin, and where the last one ends. */
  private static List<Long> bounds(ChunkInput in, long part) throws IOException {
    List<Long> bounds = new ArrayList<>(List.of((long) ChunkHeader.BYTES));
    for (long least = part; least + part <= in.size(); least += part) {
      bounds.add(eventFrom(in, bounds.get(bounds.size() - 1), least));
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

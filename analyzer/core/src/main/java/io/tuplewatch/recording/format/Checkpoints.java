package io.tuplewatch.recording.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the checkpoint events of one chunk are: they hold its constant pools, and are chained
 * backward by offsets. Since JDK 14 Flight Recorder writes all that threads have committed every
 * second, and then one with a copy of the chunk's header: a flush, up to whose time nothing is
 * missing. Not thread-safe.
 */
public final class Checkpoints {

  /** What comes before the copy of the header in its checkpoint: five numbers and two counts. */
  private static final int BEFORE_COPY = 64;

  private final ChunkHeader header;
  private final List<Long> positions = new ArrayList<>();

  /** Positions of the checkpoints with a copy of the header. */
  private final List<Long> flushPositions = new ArrayList<>();

  private final List<Long> flushTicks = new ArrayList<>();

  private Checkpoints(ChunkHeader header) {
    this.header = header;
  }

  /**
   * Follows the chain, and makes sure that it comes to an end, that its events do not overlap, and
   * that the copies of the chunk's header in them tell the same times.
   */
  public static Checkpoints chained(ChunkInput in, ChunkHeader header) throws IOException {
    Checkpoints found = new Checkpoints(header);
    long position = header.constantPool();
    long end = in.size();
    long delta = position == 0 ? 0 : found.add(in, position, end);
    while (delta != 0) {
      if (delta > 0 || position + delta < ChunkHeader.BYTES) {
        throw brokenAt(position);
      }
      end = position;
      position += delta;
      delta = found.add(in, position, end);
    }
    Collections.reverse(found.positions);
    Collections.reverse(found.flushPositions);
    Collections.reverse(found.flushTicks);
    found.dropSenselessFlushes();
    return found;
  }

  /** Those at these positions, ascending, whatever the chain says. */
  public static Checkpoints at(List<Long> positions, ChunkInput in, ChunkHeader header)
      throws IOException {
    Checkpoints found = new Checkpoints(header);
    for (long position : positions) {
      found.add(in, position, in.size());
    }
    found.dropSenselessFlushes();
    return found;
  }

  /** Times that are not in order tell nothing. */
  private void dropSenselessFlushes() {
    long last = header.startTicks();
    boolean inOrder = true;
    for (long ticks : flushTicks) {
      inOrder &= ticks >= last;
      last = ticks;
    }
    if (!inOrder) {
      flushPositions.clear();
      flushTicks.clear();
    }
  }

  /** Returns how far off the one before it is in the chain, bytes; 0 = it is the first. */
  private long add(ChunkInput in, long position, long end) throws IOException {
    in.seek(position, in.size());
    long size = in.readVarint();
    in.skipVarints(1); // type
    long ticks = in.readVarint();
    in.skipVarints(1); // duration
    long delta = in.readVarint();
    if (size <= 0 || size > end - position) {
      throw brokenAt(position);
    }
    positions.add(position);
    if (hasCopyOfHeader(in, position + size)) {
      flushPositions.add(position);
      flushTicks.add(ticks);
    }
    return delta;
  }

  private static IOException brokenAt(long position) {
    return new IOException("a broken chain of constant pools at byte " + position);
  }

  /** The copy, if this checkpoint has it, comes first in it. */
  private boolean hasCopyOfHeader(ChunkInput in, long end) throws IOException {
    long length = Math.min(end - in.position(), BEFORE_COPY + ChunkHeader.BYTES);
    if (length < ChunkHeader.BYTES) {
      return false;
    }
    in.limit(in.position() + length, length);
    for (int i = 0; i + ChunkHeader.BYTES <= length; i++) {
      if (ChunkHeader.startsAt(in.window(), in.at() + i)) {
        ByteBuffer copy = ByteBuffer.wrap(in.window(), in.at() + i, ChunkHeader.BYTES).slice();
        if (!header.canHaveCopy(ChunkHeader.decode(0, copy))) {
          throw new IOException("its header differs from the copy of it at its end");
        }
        return true;
      }
    }
    return false;
  }

  /** Bytes from the chunk's start, ascending. */
  public List<Long> positions() {
    return positions;
  }

  /** How many there are from a position on, and before another one. */
  public int between(long from, long to) {
    return first(positions, to) - first(positions, from);
  }

  /** The first checkpoint behind this position; {@code ifNone} if there is none. */
  public long next(long position, long ifNone) {
    int next = first(positions, position + 1);
    return next < positions.size() ? positions.get(next) : ifNone;
  }

  /**
   * A time, ticks, up to which all was written before this position; {@link Long#MIN_VALUE} if no
   * flush tells. A thread may write while a flush looks at another one, so it is that of the flush
   * before the last one.
   */
  public long writtenBefore(long position) {
    int flush = first(flushPositions, position) - 2;
    return flush < 0 ? Long.MIN_VALUE : flushTicks.get(flush);
  }

  /**
   * A time, ticks, at which all that lies before this position had been committed; {@link
   * Long#MAX_VALUE} if no flush tells.
   */
  public long committedBefore(long position) {
    int flush = first(flushPositions, position);
    return flush == flushTicks.size() ? Long.MAX_VALUE : flushTicks.get(flush);
  }

  /** Index of the first number that is not below this one. */
  private static int first(List<Long> ascending, long least) {
    int found = Collections.binarySearch(ascending, least);
    return found < 0 ? -found - 1 : found;
  }
}

package io.tuplewatch.recording.input;

/**
 * Part of a file: the chunks that begin in it. Several that have all its bytes have all its chunks.
 *
 * @param from first byte
 * @param to behind the last
 */
public record ByteRange(long from, long to) {

  /** The whole. */
  public static final ByteRange ALL = new ByteRange(0, Long.MAX_VALUE);

  boolean holds(long position) {
    return position >= from && position < to;
  }
}

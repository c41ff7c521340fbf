package io.tuplewatch.recording;

import java.nio.ByteBuffer;

/**
 * The fixed header of a chunk, big-endian (OpenJDK, jdk.jfr.internal.consumer.ChunkHeader).
 *
 * @param position of the chunk in its file, bytes
 * @param size of the chunk, bytes, header included; 0 while it was never flushed
 * @param constantPool offset of the last checkpoint event in the chunk
 * @param metadata offset of the metadata event in the chunk
 * @param startNanos epoch ns
 * @param durationNanos as last written; 0 while unknown, below 0 after a step of the wall clock
 * @param startTicks the same moment in ticks
 * @param finished false: the JVM was still writing it
 */
record ChunkHeader(
    long position,
    int version,
    long size,
    long constantPool,
    long metadata,
    long startNanos,
    long durationNanos,
    long startTicks,
    long ticksPerSecond,
    boolean finished) {

  static final int BYTES = 68;

  private static final int MAGIC = 0x464c5200; // FLR\0

  /** Whether a chunk of the supported major version starts here. */
  static boolean startsAt(ByteBuffer bytes, int index) {
    return bytes.getInt(index) == MAGIC && bytes.getInt(index + 4) >>> 16 == 2;
  }

  /** Whether the magic is here, of whatever version. */
  static boolean hasMagic(ByteBuffer bytes) {
    return bytes.remaining() >= 4 && bytes.getInt(0) == MAGIC;
  }

  /** Decodes the first {@link #BYTES} bytes of {@code bytes}. */
  static ChunkHeader decode(long position, ByteBuffer bytes) {
    return new ChunkHeader(
        position,
        bytes.getInt(4),
        bytes.getLong(8),
        bytes.getLong(16),
        bytes.getLong(24),
        bytes.getLong(32),
        bytes.getLong(40),
        bytes.getLong(48),
        bytes.getLong(56),
        bytes.get(64) == 0);
  }

  boolean neverFlushed() {
    return size == 0 || constantPool == 0 || metadata == 0;
  }

  boolean offsetsAreInside() {
    return size >= BYTES
        && constantPool >= BYTES
        && constantPool < size
        && metadata >= BYTES
        && metadata < size;
  }

  /** Whether both turn ticks into the same times. */
  boolean tellsTimesOf(ChunkHeader other) {
    return startNanos == other.startNanos
        && startTicks == other.startTicks
        && ticksPerSecond == other.ticksPerSecond;
  }

  /** Epoch ns; {@link #startNanos} if that is not known yet. */
  long endNanos() {
    return finished ? startNanos + Math.max(0, durationNanos) : startNanos;
  }
}

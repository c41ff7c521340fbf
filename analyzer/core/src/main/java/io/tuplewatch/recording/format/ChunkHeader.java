package io.tuplewatch.recording.format;

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
 * @param cut whether what came last in it is not there
 */
public record ChunkHeader(
    long position,
    int version,
    long size,
    long constantPool,
    long metadata,
    long startNanos,
    long durationNanos,
    long startTicks,
    long ticksPerSecond,
    boolean finished,
    boolean cut) {

  public static final int BYTES = 68;

  private static final int MAGIC = 0x464c5200; // FLR\0

  /** Whether a chunk of the supported major version starts here. */
  public static boolean startsAt(ByteBuffer bytes, int index) {
    return bytes.getInt(index) == MAGIC && bytes.getInt(index + 4) >>> 16 == 2;
  }

  /** Does the same in an array. */
  static boolean startsAt(byte[] bytes, int index) {
    return bytes[index] == 'F' && startsAt(ByteBuffer.wrap(bytes), index);
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
        bytes.get(64) == 0,
        false);
  }

  /** Does the same of a chunk that has no more than these first bytes, 0 = no constant pool. */
  ChunkHeader cutTo(long newSize, long newConstantPool, long newMetadata) {
    return new ChunkHeader(
        position,
        version,
        newSize,
        newConstantPool,
        newMetadata,
        startNanos,
        durationNanos,
        startTicks,
        ticksPerSecond,
        false,
        true);
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

  /**
   * Whether a checkpoint of this chunk can hold this copy of the header: both turn ticks into the
   * same times, or it tells when the next chunk starts, which is what JDK 14 and 15 write last into
   * a finished chunk.
   */
  boolean canHaveCopy(ChunkHeader copy) {
    boolean sameTimes = startNanos == copy.startNanos && startTicks == copy.startTicks;
    boolean ofNextChunk =
        finished
            && durationNanos > 0
            && copy.startNanos - startNanos == durationNanos
            && copy.startTicks > startTicks;
    return ticksPerSecond == copy.ticksPerSecond && (sameTimes || ofNextChunk);
  }

  /** Epoch ns; {@link #startNanos} if that is not known yet. */
  public long endNanos() {
    return finished ? startNanos + Math.max(0, durationNanos) : startNanos;
  }
}

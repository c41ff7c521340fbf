package io.tuplewatch.recording.format;

/** Ticks of one chunk to epoch ns, as jdk.jfr.consumer computes it. Immutable. */
public record ChunkClock(long startNanos, long startTicks, double ticksPerNano) {

  public static ChunkClock of(ChunkHeader header) {
    return new ChunkClock(header.startNanos(), header.startTicks(), header.ticksPerSecond() / 1e9);
  }

  public long nanosAt(long ticks) {
    return startNanos + (long) ((ticks - startTicks) / ticksPerNano);
  }
}

package io.tuplewatch.recording;

/** Ticks of one chunk to epoch ns, as jdk.jfr.consumer computes it. Immutable. */
record ChunkClock(long startNanos, long startTicks, double ticksPerNano) {

  static ChunkClock of(ChunkHeader header) {
    return new ChunkClock(header.startNanos(), header.startTicks(), header.ticksPerSecond() / 1e9);
  }

  long nanosAt(long ticks) {
    return startNanos + (long) ((ticks - startTicks) / ticksPerNano);
  }
}

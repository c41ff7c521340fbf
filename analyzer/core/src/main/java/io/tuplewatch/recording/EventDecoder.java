package io.tuplewatch.recording;

import java.io.IOException;

/** Adds the events of one type to those of its chunk. Not thread-safe. */
abstract class EventDecoder {

  final EventLayout values;
  private final long startNanos;
  private final long startTicks;
  private final double ticksPerNano;
  private final int startTime;

  EventDecoder(EventLayout values, ChunkHeader header) throws IOException {
    this.values = values;
    this.startNanos = header.startNanos();
    this.startTicks = header.startTicks();
    this.ticksPerNano = header.ticksPerSecond() / 1e9;
    this.startTime = values.requiredNumber("startTime");
  }

  /** Reads the event that {@code in} is positioned at, after its size and type, to its limit. */
  void decode(ChunkInput in, ChunkEvents events) throws IOException {
    values.read(in);
    if (in.remaining() != 0) {
      throw new IOException("an event is longer than its type");
    }
    addTo(events);
  }

  /** Reads the event if that takes no more than a comparison; false: {@link #decode} it. */
  boolean decodeKnown(ChunkInput in, long end, ChunkEvents events) throws IOException {
    return false;
  }

  abstract void addTo(ChunkEvents events);

  /** Called at the end of the chunk, before texts of the constant pool are looked up. */
  void addPatterns(ChunkEvents events) {}

  /** Called at the end of the chunk, when texts of the constant pool are known. */
  void finish(ChunkEvents events) {}

  /** Epoch ns. */
  final long start() {
    return nanosAt(values.longAt(startTime, 0));
  }

  /** Ticks to epoch ns, as jdk.jfr.consumer computes it. */
  final long nanosAt(long ticks) {
    return startNanos + (long) ((ticks - startTicks) / ticksPerNano);
  }
}

package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.format.ChunkClock;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import java.io.IOException;

/** Adds the events of one type to those of its chunk. Not thread-safe. */
abstract class EventDecoder {

  final EventLayout values;
  private final ChunkClock clock;
  private final int startTime;

  EventDecoder(EventLayout values, ChunkHeader header) throws IOException {
    this.values = values;
    this.clock = ChunkClock.of(header);
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

  /**
   * Reads the event, which ends at {@code end}, in one go; false if it is none for that: {@link
   * #decode} it.
   */
  boolean decodeInWindow(ChunkInput in, long end, ChunkEvents events) throws IOException {
    return false;
  }

  abstract void addTo(ChunkEvents events);

  /** Called at the end of the chunk, when texts of the constant pool are known. */
  void finish(ChunkEvents events) {}

  /** Epoch ns. */
  public final long start() {
    return start(0);
  }

  /** Epoch ns of so many ticks after the start. */
  final long start(long ticks) {
    return clock.nanosAt(values.longAt(startTime, 0) + ticks);
  }
}

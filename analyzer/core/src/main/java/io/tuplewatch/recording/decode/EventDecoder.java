package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.format.ChunkClock;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.text.ByteWindow;
import java.io.IOException;

/** Adds the events of one type to those of its chunk. Not thread-safe. */
abstract class EventDecoder {

  final EventLayout values;
  private final ChunkClock clock;
  private final int startTime;

  EventDecoder(EventLayout values, ChunkHeader header) throws IOException {
    this.values = values;
    this.clock = ChunkClock.of(header);
    this.startTime = values.requiredNumber(FieldNames.START_TIME);
  }

  /** Reads the event that {@code in} is positioned at, after its size and type, to its limit. */
  final void decode(ChunkInput in, ChunkEvents events) throws IOException {
    read(in);
    if (in.remaining() != 0) {
      throw new IOException("an event is longer than its type");
    }
    addTo(events);
  }

  /**
   * Reads the event between these indexes, after its size and type, in one go; false if it is none
   * for that: {@link #decode} it.
   */
  boolean decodeInWindow(ByteWindow window, int from, int end, ChunkEvents events) {
    return false;
  }

  /** Adds what {@link #decodeInWindow} has kept back, before the window moves on. */
  void leaveWindow(ByteWindow window, ChunkEvents events) {}

  /** Reads the fields of one event. */
  void read(ChunkInput in) throws IOException {
    values.read(in);
  }

  /** Adds the event that was read last. */
  abstract void addTo(ChunkEvents events);

  /** Called at the end of the chunk, when texts of the constant pool are known. */
  void finish(ChunkEvents events) {}

  /** Epoch ns. */
  public final long start() {
    return nanosAt(values.longAt(startTime, 0));
  }

  /** Epoch ns. */
  final long nanosAt(long ticks) {
    return clock.nanosAt(ticks);
  }
}

package io.tuplewatch.recording;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import one.jfr.JfrReader;
import org.jspecify.annotations.Nullable;

/** Turns the values of one event type of one chunk into a record. Not thread-safe. */
abstract sealed class EventDecoder permits ConnectDecoder, CloseDecoder, SettingsDecoder {

  final EventLayout values;
  private final ChunkHeader header;
  private final Map<String, String> strings;
  private final int startTime;
  private final int jvmId;

  /** {@code strings} holds one instance of every text, for the whole read. */
  EventDecoder(EventLayout values, ChunkHeader header, Map<String, String> strings)
      throws IOException {
    this.values = values;
    this.header = header;
    this.strings = strings;
    this.startTime = values.requiredNumber("startTime");
    this.jvmId = values.requiredNumber("jvmId");
  }

  /** Reads the event that {@code in} is positioned at, after its size and type. */
  final void decode(JfrReader in, ChunkEvents events) {
    values.read(in);
    addTo(events);
  }

  abstract void addTo(ChunkEvents events);

  /** Epoch ns. */
  final long start() {
    return header.nanosAt(startTicks());
  }

  /** Epoch ns of the end, given the position of the duration in ticks; never before the start. */
  final long end(int duration) {
    long ticks = Math.max(0, values.longAt(duration, 0));
    return header.nanosAt(startTicks() + ticks);
  }

  final long jvmId() {
    return values.longAt(jvmId, 0);
  }

  final @Nullable String text(int position) {
    return interned(values.textAt(position));
  }

  final @Nullable String interned(@Nullable String text) {
    return text == null ? null : Objects.requireNonNullElse(strings.putIfAbsent(text, text), text);
  }

  private long startTicks() {
    return values.longAt(startTime, 0);
  }
}

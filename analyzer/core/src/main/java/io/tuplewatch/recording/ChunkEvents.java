package io.tuplewatch.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * The agent's events of one chunk, in file order. The lists are filled while the chunk is read and
 * hold what came before any damage. Not thread-safe.
 *
 * @param start start of the chunk, epoch ns on the JVM's wall clock; wall clock steps show at chunk
 *     boundaries only
 * @param end end of the chunk as its header says, epoch ns; no later than {@code start} if it does
 *     not say: then the chunk ends with its last event
 * @param whole false: damaged, so that events of this time may be missing
 */
public record ChunkEvents(
    long start,
    long end,
    boolean whole,
    List<ConnectEvent> connects,
    List<CloseEvent> closes,
    List<SettingsEvent> settings) {

  /** No events yet, of a chunk that ends with its last event. */
  public static ChunkEvents startingAt(long start) {
    return between(start, start);
  }

  /** No events yet. */
  public static ChunkEvents between(long start, long end) {
    return new ChunkEvents(
        start, end, true, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The same events of a chunk that turned out to be damaged. */
  public ChunkEvents damaged() {
    return new ChunkEvents(start, end, false, connects, closes, settings);
  }
}

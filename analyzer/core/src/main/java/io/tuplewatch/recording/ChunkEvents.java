package io.tuplewatch.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * The agent's events of one chunk, in file order. The lists are filled while the chunk is read and
 * hold what came before any damage. Not thread-safe.
 *
 * @param start start of the chunk, epoch ns on the JVM's wall clock; wall clock steps show at chunk
 *     boundaries only
 */
public record ChunkEvents(
    long start,
    List<ConnectEvent> connects,
    List<CloseEvent> closes,
    List<SettingsEvent> settings) {

  /** No events yet. */
  public static ChunkEvents startingAt(long start) {
    return new ChunkEvents(start, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }
}

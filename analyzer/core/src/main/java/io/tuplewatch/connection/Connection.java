package io.tuplewatch.connection;

import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import org.jspecify.annotations.Nullable;

/** The two events of one connection as they come, each with the start of its chunk. */
final class Connection {

  /** The agent's name of a connection: random per agent load, and a counter. */
  record Id(long jvmId, long number) {}

  private @Nullable ConnectEvent connect;
  private long connectChunk;
  private @Nullable CloseEvent close;
  private long closeChunk;

  /** False if the connect was known already. */
  boolean add(long chunkStart, ConnectEvent event) {
    if (connect != null) {
      return false;
    }
    connect = event;
    connectChunk = chunkStart;
    return true;
  }

  /** False if the close was known already. */
  boolean add(long chunkStart, CloseEvent event) {
    if (close != null) {
      return false;
    }
    close = event;
    closeChunk = chunkStart;
    return true;
  }

  @Nullable ConnectEvent connect() {
    return connect;
  }

  /** Start of the connect's chunk, epoch ns; 0 without a connect. */
  long connectChunk() {
    return connectChunk;
  }

  @Nullable CloseEvent close() {
    return close;
  }

  /** Start of the close's chunk, epoch ns; 0 without a close. */
  long closeChunk() {
    return closeChunk;
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Where the events of sockets go: the flight recorder, or a file of JSON lines where there is none.
 * Thread-safe; nothing here blocks.
 */
abstract class EventSink {

  /** What {@link #connect} needs to know of the attempt's start, which is now. */
  abstract Object begin();

  /**
   * The attempt has ended, now.
   *
   * @param begun what {@link #begin} gave back
   * @param thrown null if it connected, or was closed while pending
   * @param previous null if no earlier use of the tuple is remembered
   */
  abstract void connect(
      Object begun,
      SocketEvents socket,
      Outcome outcome,
      @Nullable Throwable thrown,
      @Nullable LastUse previous);

  /**
   * The connection is being closed, now.
   *
   * @param lifetime ns
   */
  abstract void close(SocketEvents socket, ClosedBy closedBy, long lifetime);

  /** Cut at the 256 characters that an event can have. */
  static @Nullable String message(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null || message.length() <= 256 ? message : message.substring(0, 256);
  }
}

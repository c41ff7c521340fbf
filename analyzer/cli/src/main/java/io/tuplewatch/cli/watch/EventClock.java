package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.Use;

/**
 * Puts the times of a JVM's events on its monotonic clock, so that a wall clock that is set makes
 * no tuple idle for longer or shorter.
 *
 * <p>The JVM says at the start of each chunk how far its wall clock is ahead of the monotonic one.
 * But the flight recorder's reader goes on to count from an earlier chunk's start as long as no
 * event type comes, and its times then know nothing of a clock that was set meanwhile. Which of
 * both offsets fits its times is told by the event before: they come every few seconds. Times are
 * in ns. Not thread-safe.
 */
final class EventClock {

  /** The JVM's wall clock is so far ahead of its monotonic one. */
  private long offset;

  /** The reader's times are so far ahead of the JVM's monotonic clock. */
  private long readerOffset;

  /** The last event, on the monotonic clock. */
  private long last = Use.UNKNOWN;

  /** An event has ended at that time of the reader's. */
  void saw(long time) {
    last = monotonic(time);
  }

  /** The reader counts from the start of the chunk that begins. */
  void renewReader() {
    last = Use.UNKNOWN;
  }

  /** An event with that time of the reader's says what the offset of the JVM's wall clock is. */
  void set(long time, long newOffset) {
    offset = newOffset;
    boolean fits =
        last != Use.UNKNOWN
            && Math.abs(time - readerOffset - last) <= Math.abs(time - newOffset - last);
    readerOffset = fits ? readerOffset : newOffset;
  }

  /** A time of the reader's on the JVM's monotonic clock. */
  long monotonic(long time) {
    return time - readerOffset;
  }

  /** A time of the reader's on the JVM's wall clock, epoch ns. */
  long wall(long time) {
    return time - readerOffset + offset;
  }
}

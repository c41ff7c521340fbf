package io.tuplewatch.connection;

import io.tuplewatch.recording.StatusEvent;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongBinaryOperator;

/**
 * What the agent counted in one JVM, held against what was read: between its first and its last
 * AgentStatus as many connects and closes must have ended. Not thread-safe.
 */
final class JvmStatuses {

  /**
   * A count and its event are not written at one moment: of some threads that are connecting, one
   * is on this side of a status and the other on that.
   */
  private static final long IN_FLIGHT = 16;

  private record InChunk(long chunkStart, StatusEvent status) {}

  /** The time between the first and the last status, on CLOCK_MONOTONIC, and what it must hold. */
  static final class Windows implements Serializable {
    private static final long serialVersionUID = 1;

    private final long from;
    private final long to;
    private final long connects;
    private final long closes;
    private long connectsRead;
    private long closesRead;

    private Windows(long from, long to, long connects, long closes) {
      this.from = from;
      this.to = to;
      this.connects = connects;
      this.closes = closes;
    }

    void addConnect(long end) {
      connectsRead += end > from && end <= to ? 1 : 0;
    }

    void addClose(long time) {
      closesRead += time > from && time <= to ? 1 : 0;
    }

    /** Adds what was read elsewhere of this window. */
    Windows and(Windows other) {
      Windows both = new Windows(from, to, connects, closes);
      both.connectsRead = connectsRead + other.connectsRead;
      both.closesRead = closesRead + other.closesRead;
      return both;
    }

    /** Events that the agent counted and that were not read. */
    long missing() {
      return missing(connects - connectsRead) + missing(closes - closesRead);
    }

    private static long missing(long difference) {
      return difference > IN_FLIGHT ? difference : 0;
    }
  }

  private final List<InChunk> statuses = new ArrayList<>();

  void add(long chunkStart, StatusEvent status) {
    statuses.add(new InChunk(chunkStart, status));
  }

  /** The agent's count grows: the last one is that of all. */
  long errors() {
    return statuses.stream().mapToLong(s -> s.status().suppressedErrors()).max().orElse(0);
  }

  /** Client sockets that could not be bound. */
  long failedBinds() {
    return statuses.stream().mapToLong(s -> s.status().failedBinds()).max().orElse(0);
  }

  /** Whether the agent was never told to leave events out, as far as it says. */
  boolean everyEventWritten() {
    return statuses.stream().allMatch(s -> s.status().everyEventWritten());
  }

  /** Does the same of its connects and closes to the destinations that it records. */
  boolean everyUseWritten() {
    return statuses.stream().allMatch(s -> s.status().everyUseWritten());
  }

  /**
   * Empty if there are no two statuses, or if the agent was told to leave events out.
   *
   * @param monotonic from the start of a chunk and a wall time in it
   */
  Windows windows(LongBinaryOperator monotonic) {
    List<InChunk> inOrder = new ArrayList<>(statuses);
    inOrder.sort(Comparator.comparingLong(s -> time(s, monotonic)));
    if (inOrder.size() < 2 || !everyEventWritten()) {
      return new Windows(0, 0, 0, 0);
    }
    InChunk first = inOrder.get(0);
    InChunk last = inOrder.get(inOrder.size() - 1);
    return new Windows(
        time(first, monotonic),
        time(last, monotonic),
        last.status().connects() - first.status().connects(),
        last.status().closes() - first.status().closes());
  }

  private static long time(InChunk status, LongBinaryOperator monotonic) {
    return monotonic.applyAsLong(status.chunkStart(), status.status().time());
  }
}

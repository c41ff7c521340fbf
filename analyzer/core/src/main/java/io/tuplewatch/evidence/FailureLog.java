package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connects of one destination as a {@link Course}, and its failures linked by tuple. Memory
 * grows with the failures. Add connects in time order, then {@link #complete}. Not thread-safe.
 */
final class FailureLog {

  private final IdleBins bins;
  private final Course course = new Course();

  /** By row; those whose tuple was not used again yet. */
  private final Map<Long, Failure> lastFailures = new HashMap<>();

  FailureLog(IdleBins bins) {
    this.bins = bins;
  }

  /** Takes the next connect. */
  void add(Connect connect) {
    boolean afterFailure = connect.previous() >= 0 && !connect.previousWorked();
    Failure previous = afterFailure ? lastFailures.remove(connect.previous()) : null;
    FailureMode mode = connect.mode();
    if (mode != null) {
      Failure failure = failure(connect, mode, previous);
      if (previous != null) {
        previous.next = failure;
      }
      lastFailures.put(connect.row(), failure);
      course.failed(failure);
    } else {
      if (previous != null) {
        previous.revivedAt = connect.start();
        previous.revivedBin = bin(connect.idle());
      }
      course.worked(connect.start(), connect.syns());
    }
  }

  private Failure failure(Connect connect, FailureMode mode, @Nullable Failure previous) {
    return new Failure(
        connect.place(),
        connect.start(),
        mode,
        connect.compared() && !connect.bounded(),
        connect.bounded() ? Failure.Past.UNKNOWN : Failure.Past.of(connect.kind()),
        connect.syns(),
        bin(connect.idle()),
        previous,
        connect.previousWorked()
            ? connect.previousStart()
            : previous == null ? Long.MIN_VALUE : previous.workedAt,
        connect.idle());
  }

  private int bin(long idle) {
    return idle == Use.UNKNOWN ? IdleBins.NEVER_USED : bins.of(idle);
  }

  /** No more connects are added. */
  void complete() {
    lastFailures.clear();
    countFreshAround();
  }

  Course course() {
    return course;
  }

  private void countFreshAround() {
    List<List<Failure>> runs = new ArrayList<>();
    for (int mode = 0; mode < FailureMode.COUNT; mode++) {
      runs.add(new ArrayList<>());
    }
    for (int step = 0; step < course.steps(); step++) {
      if (course.quick(step) > 0 || course.lost(step) > 0) {
        runs.forEach(FailureLog::endRun);
      }
      if (course.failure(step) >= 0) {
        Failure failure = course.failures().get(course.failure(step));
        runs.get(failure.mode.column()).add(failure);
      }
    }
    runs.forEach(FailureLog::endRun);
  }

  private static void endRun(List<Failure> run) {
    if (!run.isEmpty()) {
      int fresh = (int) run.stream().filter(FailureLog::fresh).count();
      run.forEach(failure -> failure.freshAround = fresh);
      run.clear();
    }
  }

  /** Whether it is a late or first use whose tuple had not just failed. */
  static boolean fresh(Failure failure) {
    return failure.past == Failure.Past.FRESH && failure.previous == null;
  }

  /** The one at that place among the uses. O(log n). */
  static Failure find(List<Failure> inOrder, int place) {
    int low = 0;
    int high = inOrder.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (inOrder.get(middle).place < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (inOrder.isEmpty() || inOrder.get(low).place != place) {
      throw new IllegalArgumentException("not a failure of this destination");
    }
    return inOrder.get(low);
  }
}

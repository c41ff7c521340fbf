package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.SynSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connects of one destination as a {@link Course}, and its failures linked by tuple. Memory
 * grows with the failures. Add connects in time order, then {@link #complete}. Not thread-safe.
 */
final class FailureLog {

  private static final Comparator<Failure> BY_ID =
      Comparator.comparingLong((Failure f) -> f.jvmId).thenComparingLong(f -> f.connectionNumber);

  private record Id(long jvmId, long connectionNumber) {}

  private final IdleBins bins;
  private final Course course = new Course();
  private final Map<Id, Failure> lastFailures = new HashMap<>();
  private long slow;

  FailureLog(IdleBins bins) {
    this.bins = bins;
  }

  /** Takes a connect that worked or failed. */
  void add(ClassifiedUse connect) {
    Use use = connect.use();
    Failure previous = failureBefore(connect);
    if (connect.failed()) {
      Failure failure = failure(connect, previous);
      if (previous != null) {
        previous.next = failure;
      }
      lastFailures.put(new Id(use.jvmId(), use.connectionNumber()), failure);
      course.failed(failure);
    } else {
      if (previous != null) {
        previous.revivedAt = use.start();
        previous.revivedBin = bin(connect);
      }
      int syns = SynSchedule.synsAnswered(use.pendingNanos(), use.synSettings());
      slow += syns > 1 ? 1 : 0;
      course.worked(use.start(), syns);
    }
  }

  private @Nullable Failure failureBefore(ClassifiedUse connect) {
    Use previous = connect.previous();
    return previous == null
        ? null
        : lastFailures.remove(new Id(previous.jvmId(), previous.connectionNumber()));
  }

  private Failure failure(ClassifiedUse connect, @Nullable Failure previous) {
    Use use = connect.use();
    Use before = connect.previous();
    boolean worked = before != null && before.connected();
    return new Failure(
        use.jvmId(),
        use.connectionNumber(),
        use.start(),
        FailureMode.of(use),
        ComparedConnects.compared(connect),
        switch (connect.kind()) {
          case EARLY_REUSE -> Failure.Past.EARLY;
          case LATE_REUSE, FIRST_USE -> Failure.Past.FRESH;
          case UNKNOWN, OVERLAP -> Failure.Past.UNKNOWN;
        },
        SynSchedule.synsSent(use.pendingNanos(), use.synSettings()),
        bin(connect),
        previous,
        before != null && worked
            ? before.start()
            : previous == null ? Long.MIN_VALUE : previous.workedAt,
        connect.idle());
  }

  private int bin(ClassifiedUse connect) {
    return connect.idle() == Use.UNKNOWN ? IdleBins.NEVER_USED : bins.of(connect.idle());
  }

  /** No more connects are added. */
  void complete() {
    lastFailures.clear();
    countFreshAround();
  }

  Course course() {
    return course;
  }

  /** How many connects worked at their second SYN or later. */
  long slow() {
    return slow;
  }

  /** All failures, for {@link #find}. */
  Failure[] byId() {
    return course.failures().stream().sorted(BY_ID).toArray(Failure[]::new);
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

  /** The one among {@link #byId} that is about a use. */
  static Failure find(Failure[] byId, Use failure) {
    int low = 0;
    int high = byId.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Failure f = byId[middle];
      int order = Long.compare(f.jvmId, failure.jvmId());
      order = order != 0 ? order : Long.compare(f.connectionNumber, failure.connectionNumber());
      if (order == 0) {
        return f;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    throw new IllegalArgumentException("not a failure of this destination");
  }
}

package io.tuplewatch.evidence.causes;

import io.tuplewatch.connection.Use;
import io.tuplewatch.evidence.causes.FailedConnect.Past;
import io.tuplewatch.evidence.counts.Connect;
import io.tuplewatch.evidence.counts.FailureMode;
import io.tuplewatch.evidence.counts.IdleBins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The failures of one destination, linked by tuple, and all its connects as {@link Observations}.
 * Memory grows with the failures. Add connects in time order. Not thread-safe.
 */
final class FailedConnects {

  /**
   * The tuple's next use.
   *
   * @param worked whether that was a success
   * @param start as {@link Use#start}
   * @param bin the bin of its idle time
   */
  record NextUse(boolean worked, long start, int bin) {}

  private final IdleBins bins;
  private final Observations observations = new Observations();
  private final List<@Nullable NextUse> next = new ArrayList<>();

  /** By row; those whose tuple was not used again yet. */
  private final Map<Long, FailedConnect> last = new HashMap<>();

  FailedConnects(IdleBins bins) {
    this.bins = bins;
  }

  /** Takes the next connect. */
  void add(Connect connect) {
    boolean afterFailure = connect.previous() >= 0 && !connect.previousWorked();
    FailedConnect previous = afterFailure ? last.remove(connect.previous()) : null;
    if (previous != null) {
      NextUse use = new NextUse(!connect.failed(), connect.start(), bin(connect.idle()));
      next.set(previous.number(), use);
    }
    FailureMode mode = connect.mode();
    if (mode != null) {
      FailedConnect failure = failure(connect, mode, previous);
      next.add(null);
      last.put(connect.row(), failure);
      observations.failed(failure);
    } else {
      observations.worked(connect.start(), connect.syns());
    }
  }

  private FailedConnect failure(
      Connect connect, FailureMode mode, @Nullable FailedConnect previous) {
    return new FailedConnect(
        next.size(),
        connect.index(),
        connect.start(),
        mode,
        connect.compared() && !connect.bounded(),
        connect.bounded() ? Past.CENSORED : Past.of(connect.kind()),
        connect.syns(),
        bin(connect.idle()),
        connect.idle(),
        previous,
        connect.previousWorked()
            ? connect.previousStart()
            : previous == null ? Long.MIN_VALUE : previous.workedAt());
  }

  private int bin(long idle) {
    return idle == Use.UNKNOWN ? IdleBins.NEVER_USED : bins.bin(idle);
  }

  Observations observations() {
    return observations;
  }

  /** All of them in time order. */
  List<FailedConnect> all() {
    return observations.failures();
  }

  /** What became of the tuple; null if it was not used again. */
  @Nullable NextUse next(FailedConnect failure) {
    return next.get(failure.number());
  }

  /** By failure, how many late and first uses failed in the same way in a row with it. */
  int[] freshAround() {
    int[] freshAround = new int[next.size()];
    List<List<FailedConnect>> runs =
        Stream.<List<FailedConnect>>generate(ArrayList::new).limit(FailureMode.COUNT).toList();
    for (int step = 0; step < observations.steps(); step++) {
      if (observations.quick(step) > 0 || observations.lost(step) > 0) {
        runs.forEach(run -> endRun(run, freshAround));
      }
      FailedConnect failure = observations.failure(step);
      if (failure != null) {
        runs.get(failure.mode().column()).add(failure);
      }
    }
    runs.forEach(run -> endRun(run, freshAround));
    return freshAround;
  }

  private static void endRun(List<FailedConnect> run, int[] freshAround) {
    int fresh = (int) run.stream().filter(FailedConnect::fresh).count();
    run.forEach(failure -> freshAround[failure.number()] = fresh);
    run.clear();
  }
}

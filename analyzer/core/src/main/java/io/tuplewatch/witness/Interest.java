package io.tuplewatch.witness;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.witness.capture.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connects to look for in captures: those that failed, and some that worked, spread over the
 * whole time, which show what the captures cover and how their clocks run. About 150 bytes each.
 */
final class Interest {

  /** More failures are not looked for. */
  static final int MOST_FAILURES = 200_000;

  private static final int MOST_WORKED = 20_000;

  /** What a packet says of a tuple: a source port and a target, whatever the source address. */
  record Key(int sourcePort, Target target) {}

  /**
   * A connect.
   *
   * @param start epoch ns on the JVM's clock
   * @param end when its outcome was known
   * @param source null if the source address is not known
   */
  record Connect(int index, long start, long end, boolean failed, @Nullable IpAddress source) {}

  private final Map<Key, List<Connect>> byTuple = new HashMap<>();
  private long failuresLeftOut;

  static Interest of(ClassifiedUses uses) {
    Interest interest = new Interest();
    Uses all = uses.all();
    @Nullable Target[] targets = Target.byDestination(all);
    long failures = 0;
    long every = Math.max(1, uses.size() / MOST_WORKED);
    for (int index = 0; index < uses.size(); index++) {
      boolean failed = uses.result(index) == AttemptResult.FAILED;
      boolean taken =
          failed ? failures++ < MOST_FAILURES : index % every == 0 && worked(uses, index);
      if (taken) {
        interest.add(
            all, targets[all.destination(uses.row(index))], uses.row(index), index, failed);
      }
    }
    interest.failuresLeftOut = Math.max(0, failures - MOST_FAILURES);
    return interest;
  }

  private static boolean worked(ClassifiedUses uses, int index) {
    return uses.result(index) == AttemptResult.WORKED;
  }

  private void add(Uses all, @Nullable Target target, long row, int index, boolean failed) {
    if (target == null) {
      return;
    }
    long start = all.wallTime(row);
    byTuple
        .computeIfAbsent(new Key(all.localPort(row), target), k -> new ArrayList<>(1))
        .add(new Connect(index, start, start + all.pendingNanos(row), failed, source(all, row)));
  }

  /** The source address of a connect; null for one of several, and for the wildcard. */
  static @Nullable IpAddress source(Uses all, long row) {
    String address = all.key(all.destination(row), 0).tuple().localAddress();
    IpAddress source = address == null ? null : IpAddress.parse(address);
    boolean wildcard =
        source != null && source.high() == 0 && (source.low() == 0 || (int) source.low() == 0);
    return wildcard ? null : source;
  }

  /** By tuple, in order of time. */
  Map<Key, List<Connect>> byTuple() {
    return byTuple;
  }

  /** Failures beyond {@link #MOST_FAILURES}. */
  long failuresLeftOut() {
    return failuresLeftOut;
  }
}

package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.search.RateChanges;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Divides the time of destinations whose early reuses fail into {@link ReusePeriod}s. */
final class ReusePeriods {

  /** The early reuses of one destination that a session may stop. */
  private static final class Reuses {
    final long danger;
    final Indexes indexes = new Indexes();
    final BitSet failed = new BitSet();
    int count;

    Reuses(long danger) {
      this.danger = danger;
    }
  }

  private final ClassifiedUses uses;
  private final Map<Integer, Reuses> byNumber = new HashMap<>();

  private ReusePeriods(ClassifiedUses uses) {
    this.uses = uses;
  }

  /**
   * The periods of each destination by its number, in the order of time. One pass over the uses, if
   * any destination is asked about.
   *
   * @param dangerNanos by the numbers of the destinations that are asked about: below this idle
   *     time a reuse may fail, ns
   */
  static Map<Integer, List<ReusePeriod>> of(ClassifiedUses uses, Map<Integer, Long> dangerNanos) {
    ReusePeriods periods = new ReusePeriods(uses);
    dangerNanos.forEach((number, danger) -> periods.byNumber.put(number, new Reuses(danger)));
    if (!dangerNanos.isEmpty()) {
      periods.collect();
    }
    Map<Integer, List<ReusePeriod>> found = new HashMap<>();
    periods.byNumber.forEach((number, reuses) -> found.put(number, periods.divide(reuses)));
    return found;
  }

  private void collect() {
    for (int index = 0; index < uses.size(); index++) {
      Reuses reuses = byNumber.get(uses.destination(index));
      AttemptResult result = uses.result(index);
      if (reuses != null
          && result.judged()
          && uses.kind(index) == UseKind.EARLY_REUSE
          && uses.idleKnown(index)
          && uses.idle(index) < reuses.danger) {
        reuses.indexes.add(index);
        reuses.failed.set(reuses.count++, result == AttemptResult.FAILED);
      }
    }
  }

  private List<ReusePeriod> divide(Reuses reuses) {
    int[] indexes = reuses.indexes.toArray();
    List<ReusePeriod> periods = new ArrayList<>();
    List<RateChanges.Change> changes = RateChanges.of(reuses.failed, indexes.length);
    for (int i = 0; i <= changes.size() && indexes.length > 0; i++) {
      int from = i == 0 ? 0 : changes.get(i - 1).at();
      int to = i == changes.size() ? indexes.length : changes.get(i).at();
      long begin = uses.wallTime(indexes[from]);
      long earliest = i == 0 ? begin : uses.wallTime(indexes[changes.get(i - 1).earliest() - 1]);
      long latest = i == 0 ? begin : uses.wallTime(indexes[changes.get(i - 1).latest()]);
      long end = uses.wallTime(indexes[to - 1]);
      periods.add(new ReusePeriod(begin, end, earliest, latest, tally(reuses.failed, from, to)));
    }
    return periods;
  }

  private static Tally tally(BitSet failed, int from, int to) {
    return new Tally(failed.get(from, to).cardinality(), (long) to - from);
  }
}

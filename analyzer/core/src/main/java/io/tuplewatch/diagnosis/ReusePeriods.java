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
    final Places places = new Places();
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
    for (int place = 0; place < uses.size(); place++) {
      Reuses reuses = byNumber.get(uses.destination(place));
      AttemptResult result = uses.result(place);
      if (reuses != null
          && result.judged()
          && uses.kind(place) == UseKind.EARLY_REUSE
          && uses.idleKnown(place)
          && uses.idle(place) < reuses.danger) {
        reuses.places.add(place);
        reuses.failed.set(reuses.count++, result == AttemptResult.FAILED);
      }
    }
  }

  private List<ReusePeriod> divide(Reuses reuses) {
    int[] places = reuses.places.toArray();
    List<ReusePeriod> periods = new ArrayList<>();
    List<RateChanges.Change> changes = RateChanges.of(reuses.failed, places.length);
    for (int i = 0; i <= changes.size() && places.length > 0; i++) {
      int from = i == 0 ? 0 : changes.get(i - 1).at();
      int to = i == changes.size() ? places.length : changes.get(i).at();
      long begin = uses.wallTime(places[from]);
      long earliest = i == 0 ? begin : uses.wallTime(places[changes.get(i - 1).earliest() - 1]);
      long latest = i == 0 ? begin : uses.wallTime(places[changes.get(i - 1).latest()]);
      long end = uses.wallTime(places[to - 1]);
      periods.add(new ReusePeriod(begin, end, earliest, latest, tally(reuses.failed, from, to)));
    }
    return periods;
  }

  private static Tally tally(BitSet failed, int from, int to) {
    return new Tally(failed.get(from, to).cardinality(), (long) to - from);
  }
}

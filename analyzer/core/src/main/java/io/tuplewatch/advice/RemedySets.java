package io.tuplewatch.advice;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets of remedies that each help by themselves. */
final class RemedySets {

  /** Remedies in a set, at most. */
  private static final int MOST = 3;

  private final FailureForecast forecast;
  private final List<Item> helping;

  RemedySets(FailureForecast forecast, List<Item> helping) {
    this.forecast = forecast;
    this.helping = helping;
  }

  /**
   * The smallest set, of those the one that leaves least.
   *
   * @param most failures that may be left, in the recorded time
   * @return null if each may leave more
   */
  @Nullable Item smallest(double most) throws InterruptedException {
    List<List<Remedy>> sets = List.of(List.of());
    for (int size = 1; size <= MOST; size++) {
      sets = extended(sets);
      Item best = null;
      for (List<Remedy> set : sets) {
        Item item = forecast.with(set);
        boolean better = best == null || item.left().high() < best.left().high();
        best = item.left().high() <= most && better ? item : best;
      }
      if (best != null) {
        return best;
      }
    }
    return null;
  }

  /** Each with one remedy more, in every way, each way once. */
  private List<List<Remedy>> extended(List<List<Remedy>> sets) {
    List<List<Remedy>> longer = new ArrayList<>();
    for (List<Remedy> set : sets) {
      for (Item item : helping) {
        Remedy remedy = item.remedies().get(0);
        if (set.isEmpty() || set.get(set.size() - 1).compareTo(remedy) < 0) {
          List<Remedy> more = new ArrayList<>(set);
          more.add(remedy);
          longer.add(more);
        }
      }
    }
    return longer;
  }
}

package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.ForwardFilter;
import io.tuplewatch.selection.filter.PortModel;

/** Holds windows of one destination, from early to late, against one model. Not thread-safe. */
final class WindowScorer {

  /**
   * A window is given up where the model has fallen so far behind, nats: it counts {@link
   * ModelComparison#MOST_PER_WINDOW} at most, and as much again and more would have to be made up
   * for.
   */
  private static final double GIVEN_UP = 3 * ModelComparison.MOST_PER_WINDOW;

  private final Windows windows;
  private final ForwardFilter filter;
  private final Occupancy occupancy;

  /**
   * @param seen share of the connects that was recorded, above 0 and below 1
   * @param unseenInUse share of the candidates that connects hold which were not recorded
   */
  WindowScorer(Windows windows, PortModel model, double seen, double unseenInUse) {
    this.windows = windows;
    this.filter = new ForwardFilter(model, seen);
    this.occupancy = new Occupancy(windows.timeline(), windows.ring(), unseenInUse);
  }

  /**
   * Judges a window, later than those before.
   *
   * @param best the likeliest model's logarithm after each connect; raised to this one's
   * @param likelihood added to
   */
  void judge(Windows.Window window, double[] best, WindowLikelihoods likelihood) {
    double outliers = filter.outliers();
    double logarithm = 0;
    int judged = 0;
    for (Windows.Segment segment : window.segments()) {
      restart(segment);
      for (int i = segment.restarts() ? 1 : 0; i < segment.size(); i++) {
        occupancy.at(segment.connect(i));
        logarithm += filter.add(index(segment, i), occupancy, i == segment.size() - 1);
        double behind = best[judged] - logarithm;
        if (behind > GIVEN_UP) {
          likelihood.add(best[best.length - 1] - behind, judged + 1, filter.outliers() - outliers);
          return;
        }
        best[judged] = Math.max(best[judged], logarithm);
        judged++;
      }
    }
    likelihood.add(logarithm, judged, filter.outliers() - outliers);
  }

  private void restart(Windows.Segment segment) {
    if (segment.restarts()) {
      filter.restartBehind(index(segment, 0));
    } else {
      filter.restart();
    }
  }

  private int index(Windows.Segment segment, int i) {
    return windows.ring().space().index(windows.timeline().port(segment.connect(i)));
  }
}

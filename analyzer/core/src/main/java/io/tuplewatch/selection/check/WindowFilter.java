package io.tuplewatch.selection.check;

import io.tuplewatch.selection.filter.ForwardFilter;
import io.tuplewatch.selection.filter.PortModel;

/**
 * Holds windows of one destination, from early to late, against one explanation. Not thread-safe.
 */
final class WindowFilter {

  /**
   * A window is given up where the explanation has fallen so far behind, nats: it counts {@link
   * Contest#MOST_PER_WINDOW} at most, and as much again and more would have to be made up for.
   */
  private static final double GIVEN_UP = 3 * Contest.MOST_PER_WINDOW;

  private final Windows windows;
  private final ForwardFilter filter;
  private final Occupancy occupancy;

  /**
   * @param seen share of the connects that was recorded, above 0 and below 1
   * @param unseenInUse share of the candidates that connects hold which were not recorded
   */
  WindowFilter(Windows windows, PortModel explanation, double seen, double unseenInUse) {
    this.windows = windows;
    this.filter = new ForwardFilter(explanation, seen);
    this.occupancy = new Occupancy(windows.trace(), windows.places(), unseenInUse);
  }

  /**
   * Judges a window, later than those before.
   *
   * @param best the likeliest explanation's logarithm after each connect; raised to this one's
   * @param likelihood added to
   */
  void judge(Windows.Window window, double[] best, Likelihood likelihood) {
    double outliers = filter.outliers();
    double logarithm = 0;
    int judged = 0;
    for (Windows.Stretch stretch : window.stretches()) {
      restart(stretch);
      for (int i = stretch.restarts() ? 1 : 0; i < stretch.size(); i++) {
        occupancy.at(stretch.connect(i));
        logarithm += filter.add(place(stretch, i), occupancy, i == stretch.size() - 1);
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

  private void restart(Windows.Stretch stretch) {
    if (stretch.restarts()) {
      filter.restartBehind(place(stretch, 0));
    } else {
      filter.restart();
    }
  }

  private int place(Windows.Stretch stretch, int i) {
    return windows.places().space().place(windows.trace().port(stretch.connect(i)));
  }
}

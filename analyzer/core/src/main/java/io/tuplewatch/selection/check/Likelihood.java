package io.tuplewatch.selection.check;

import java.util.Arrays;

/** How probable the ports of each window are under one explanation. Immutable. */
final class Likelihood {

  /** No window yet. */
  static final Likelihood NONE = new Likelihood(new double[0], 0, 0);

  private final double[] byWindow;
  private final int connects;
  private final double outliers;

  private Likelihood(double[] byWindow, int connects, double outliers) {
    this.byWindow = byWindow;
    this.connects = connects;
    this.outliers = outliers;
  }

  /** How many windows. */
  int windows() {
    return byWindow.length;
  }

  /** How many connects of theirs tell something. */
  int connects() {
    return connects;
  }

  /** How many of these the explanation could not explain, by probability. */
  double outliers() {
    return outliers;
  }

  /**
   * @param seen share of the connects that was recorded, above 0 and below 1
   * @param unseenInUse share of the candidates that connects hold which were not recorded
   */
  static Likelihood of(Windows windows, Explanation explanation, double seen, double unseenInUse) {
    StartFilter filter = new StartFilter(explanation, seen);
    Occupancy occupancy = new Occupancy(windows.trace(), windows.places(), unseenInUse);
    double[] byWindow = new double[windows.list().size()];
    int connects = 0;
    for (int i = 0; i < byWindow.length; i++) {
      for (Windows.Stretch stretch : windows.list().get(i).stretches()) {
        byWindow[i] += of(stretch, windows, filter, occupancy);
      }
      connects += windows.list().get(i).connects();
    }
    return new Likelihood(byWindow, connects, filter.outliers());
  }

  private static double of(
      Windows.Stretch stretch, Windows windows, StartFilter filter, Occupancy occupancy) {
    double likelihood = 0;
    for (int i = 0; i < stretch.size(); i++) {
      int place = windows.places().space().place(windows.trace().port(stretch.connect(i)));
      if (i == 0 && stretch.restarts()) {
        filter.restartBehind(place);
        continue;
      }
      if (i == 0) {
        filter.restart();
      }
      occupancy.at(stretch.connect(i));
      likelihood += filter.add(place, occupancy);
    }
    return likelihood;
  }

  /**
   * By how much this is likelier than another, in nats, no window counting more than a bound: one
   * odd window decides nothing. Over the windows that both have.
   */
  double margin(Likelihood other, double mostPerWindow) {
    double margin = 0;
    int common = Math.min(byWindow.length, other.byWindow.length);
    for (int i = 0; i < common; i++) {
      double difference = byWindow[i] - other.byWindow[i];
      margin += Math.max(-mostPerWindow, Math.min(mostPerWindow, difference));
    }
    return margin;
  }

  /** Both, one after the other. */
  Likelihood and(Likelihood more) {
    double[] both = Arrays.copyOf(byWindow, byWindow.length + more.byWindow.length);
    System.arraycopy(more.byWindow, 0, both, byWindow.length, more.byWindow.length);
    return new Likelihood(both, connects + more.connects, outliers + more.outliers);
  }
}

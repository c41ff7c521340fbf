package io.tuplewatch.selection.check;

import java.util.Arrays;

/** How probable the ports of each window are under one model. Not thread-safe. */
final class WindowLikelihoods {

  private double[] byWindow = new double[16];
  private int windows;
  private int connects;
  private double outliers;

  /** How many windows. */
  int windows() {
    return windows;
  }

  /** How many connects of theirs were judged. */
  int connects() {
    return connects;
  }

  /** How many of these the model could not explain, by probability. */
  double outliers() {
    return outliers;
  }

  /** Adds the next window. */
  void add(double logarithm, int judged, double outliersOfIt) {
    if (windows == byWindow.length) {
      byWindow = Arrays.copyOf(byWindow, 2 * windows);
    }
    byWindow[windows++] = logarithm;
    connects += judged;
    outliers += outliersOfIt;
  }

  /**
   * By how much this is likelier than another, in nats, no window counting more than a bound: one
   * odd window decides nothing. Over the windows that both have.
   */
  double margin(WindowLikelihoods other, double mostPerWindow) {
    double margin = 0;
    int common = Math.min(windows, other.windows);
    for (int i = 0; i < common; i++) {
      double difference = byWindow[i] - other.byWindow[i];
      margin += Math.max(-mostPerWindow, Math.min(mostPerWindow, difference));
    }
    return margin;
  }

  /** By how much this is likelier in the window that speaks most for it, nats; 0 or more. */
  double largest(WindowLikelihoods other, double mostPerWindow) {
    double largest = 0;
    for (int i = 0; i < Math.min(windows, other.windows); i++) {
      largest = Math.max(largest, Math.min(mostPerWindow, byWindow[i] - other.byWindow[i]));
    }
    return largest;
  }
}

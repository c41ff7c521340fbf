package io.tuplewatch.evidence.comparison;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Many tests at once: the false discovery rate (Benjamini and Hochberg, 1995). */
public final class BenjaminiHochberg {

  private BenjaminiHochberg() {}

  /** The adjusted p of each p, in the same order, where others were tested besides. O(n log n). */
  public static double[] adjusted(List<Double> p, List<Double> others) {
    double[] all =
        Stream.concat(p.stream(), others.stream()).mapToDouble(Double::doubleValue).toArray();
    return Arrays.copyOf(adjusted(all), p.size());
  }

  /** The adjusted p of each p, in the same order. O(n log n). */
  public static double[] adjusted(double[] p) {
    int n = p.length;
    int[] largestFirst =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[n];
    double least = 1;
    for (int k = 0; k < n; k++) {
      int i = largestFirst[k];
      least = Math.min(least, p[i] * n / (n - k));
      adjusted[i] = least;
    }
    return adjusted;
  }
}

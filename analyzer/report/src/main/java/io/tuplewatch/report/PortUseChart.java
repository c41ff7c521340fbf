package io.tuplewatch.report;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.PortUse;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A picture of port use over the range, in ASCII. Each column shows the most used of its ports, not
 * their mean: a single hot port behind a reserved block must not drown among its cold neighbours.
 */
final class PortUseChart {

  private static final int COLUMNS = 72;
  private static final int ROWS = 8;
  private static final int HOTTEST = 3;

  private final PortUse use;
  private final PortRange range;
  private final int columns;
  private final int[] peaks;

  PortUseChart(PortUse use) {
    this.use = use;
    this.range = use.space().range();
    this.columns = Math.min(COLUMNS, range.size());
    this.peaks = new int[columns];
    for (int port = range.low(); port <= range.high(); port++) {
      peaks[column(port)] = Math.max(peaks[column(port)], use.uses(port));
    }
  }

  private int column(int port) {
    return (int) ((long) (port - range.low()) * columns / range.size());
  }

  /** The picture, lines ended by a line feed. */
  String draw() {
    int top = 0;
    for (int peak : peaks) {
      top = Math.max(top, peak);
    }
    StringBuilder lines = new StringBuilder();
    for (int row = ROWS; row >= 1; row--) {
      String label = row == ROWS ? String.format(Locale.ROOT, "%,d", top) : "";
      lines.append(String.format(Locale.ROOT, "%12s |%s%n", label, bars(row, top)));
    }
    lines.append(String.format(Locale.ROOT, "%12s +%s%n", "0", "-".repeat(columns)));
    lines.append(String.format(Locale.ROOT, "%12s  %s%n", "unavailable", unavailable()));
    lines.append(String.format(Locale.ROOT, "%12s  %s%n", "port", ends()));
    return lines.append(hottest()).toString().replace("\r\n", "\n");
  }

  private String bars(int row, int top) {
    StringBuilder bars = new StringBuilder();
    for (int peak : peaks) {
      boolean lowestOfUsed = row == 1 && peak > 0;
      boolean reaches = peak > 0 && (long) peak * ROWS >= (row - 0.5) * top;
      bars.append(reaches || lowestOfUsed ? '#' : ' ');
    }
    return bars.toString().stripTrailing();
  }

  /** One character per column: x where most ports are reserved or bound, + where some are. */
  private String unavailable() {
    int[] ports = new int[columns];
    int[] taken = new int[columns];
    PortSpace space = use.space();
    for (int port = range.low(); port <= range.high(); port++) {
      ports[column(port)]++;
      boolean free = !space.reserved().contains(port) && !space.bound().contains(port);
      taken[column(port)] += free ? 0 : 1;
    }
    StringBuilder marks = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      marks.append(taken[column] == 0 ? '.' : 2 * taken[column] > ports[column] ? 'x' : '+');
    }
    return marks.toString();
  }

  private String ends() {
    String low = Integer.toString(range.low());
    String high = Integer.toString(range.high());
    int gap = columns - low.length() - high.length();
    return gap > 0 ? low + " ".repeat(gap) + high : range.toString();
  }

  private String hottest() {
    List<PortUse.HotPort> ports = use.hottest(HOTTEST);
    if (ports.isEmpty()) {
      return "              no port was used\n";
    }
    String listed =
        ports.stream()
            .map(hot -> hot.port() + " (" + Wording.count(hot.uses()) + ")")
            .collect(Collectors.joining(", "));
    double mean = (double) use.total() / use.portsUsed();
    return String.format(
        Locale.ROOT, "%14smost used: %s; the mean of those used is %,.1f%n", "", listed, mean);
  }
}

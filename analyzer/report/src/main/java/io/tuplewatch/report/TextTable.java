package io.tuplewatch.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of cells, set in columns as wide as their widest cell: the first to the left, others right.
 */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> lines = new ArrayList<>();

  void line(String... cells) {
    lines.add(List.of(cells));
  }

  void line(List<String> cells) {
    lines.add(List.copyOf(cells));
  }

  /** The table, lines ended by a line feed. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder cells = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        String padding = " ".repeat(width(column) - cell.length());
        cells.append(column == 0 ? cell + padding : GAP + padding + cell);
      }
      text.append(cells.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return lines.stream()
        .filter(line -> line.size() > column)
        .mapToInt(line -> line.get(column).length())
        .max()
        .orElse(0);
  }
}

package io.tuplewatch.cli;

/** What standard output can show. */
final class Terminal {

  private static final int USUAL_COLUMNS = 100;

  private Terminal() {}

  /** The terminal's columns, from COLUMNS; 100 where that is not exported. */
  static int columns() {
    String columns = System.getenv("COLUMNS");
    return columns != null && columns.matches("[1-9]\\d{0,4}")
        ? Integer.parseInt(columns)
        : USUAL_COLUMNS;
  }

  /** Only on a terminal that knows colours, and unless NO_COLOR (no-color.org) is set. */
  static boolean hasColour() {
    return isSet("TERM")
        && !"dumb".equals(System.getenv("TERM"))
        && !isSet("NO_COLOR")
        && ProgressLine.isTerminal();
  }

  private static boolean isSet(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }
}

package io.tuplewatch.report.table;

import io.tuplewatch.report.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A cell of CSV (RFC 4180). Numbers stay numbers; in any other text what a terminal or an editor
 * would obey is escaped visibly, and what a spreadsheet would take for a formula begins with an
 * apostrophe.
 */
public final class CsvCell {

  private CsvCell() {}

  /** The cell; empty for null. */
  public static String of(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Number) {
      return value.toString();
    }
    String text = SafeText.whole(value.toString());
    if (startsFormula(text)) {
      text = "'" + text;
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == ';');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Spreadsheets skip blanks before a formula, and fold full-width signs into plain ones. */
  private static boolean startsFormula(String text) {
    String begin = text.stripLeading();
    return !begin.isEmpty() && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(begin.charAt(0)) >= 0;
  }
}

package io.tuplewatch.report.table;

import io.tuplewatch.report.SafeText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A cell of a line for grep: neither empty nor with white space in it. */
final class LineCell {

  private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]");

  private LineCell() {}

  static String of(@Nullable Object value) {
    String text = value == null ? "" : SafeText.of(value.toString());
    return text.isEmpty()
        ? "-"
        : WHITE_SPACE
            .matcher(text)
            .replaceAll(blank -> String.format("\\\\u{%X}", blank.group().codePointAt(0)));
  }
}

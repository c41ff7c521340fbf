package io.tuplewatch.report;

import java.io.PrintWriter;

/** Sentences in lines of at most 100 columns. */
public final class Paragraph {

  private static final int COLUMNS = 100;

  private Paragraph() {}

  /** Prints words between blanks; lines after the first are set in by two more. */
  public static void print(int indent, String text, PrintWriter out) {
    StringBuilder line = new StringBuilder(" ".repeat(indent));
    boolean empty = true;
    for (String word : text.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > COLUMNS) {
        out.println(line);
        line = new StringBuilder(" ".repeat(indent + 2));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    out.println(line);
  }
}

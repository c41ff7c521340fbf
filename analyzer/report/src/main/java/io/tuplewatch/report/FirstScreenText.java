package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.report.FirstScreen.Row;
import io.tuplewatch.report.FirstScreen.Step;
import io.tuplewatch.report.FirstScreen.Table;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The first screen on a terminal: at most 24 lines of 100 columns. */
public final class FirstScreenText {

  private static final int INDENT = 2;
  private static final int BAR = 20;

  /** Between columns. */
  private static final int GAP = 2;

  /** Room for indent, gaps and a reading. */
  private static final int READING = 30;

  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final Pattern UNIT = Pattern.compile("(ns|ms|s|min|h|d)[,:.]?");

  private final FirstScreen screen;
  private final int columns;
  private final boolean colour;
  private final List<String> lines = new ArrayList<>();

  private FirstScreenText(FirstScreen screen, int columns, boolean colour) {
    this.screen = screen;
    this.columns = columns;
    this.colour = colour;
  }

  /**
   * Writes the screen and flushes.
   *
   * @param columns of the terminal; lines wrap at words where it is narrower than 100, and do not
   *     grow where it is wider
   * @param colour whether to emphasise with ANSI escapes; nothing is said by colour alone
   */
  public static void write(FirstScreen screen, int columns, boolean colour, PrintWriter out) {
    int width = Math.max(40, Math.min(100, columns));
    new FirstScreenText(screen, width, colour).lines().forEach(out::println);
    out.flush();
  }

  private List<String> lines() {
    head();
    lines.add("");
    int verdict = lines.size();
    wrap(INDENT, INDENT, capitals(screen.verdict()));
    emphasise(verdict);
    wrap(INDENT, INDENT, String.join(" ", screen.explained()));
    screen.tables().forEach(this::table);
    lines.add("");
    next();
    if (!screen.trust().isEmpty()) {
      lines.add("");
      wrap(INDENT, 9, "TRUST  " + String.join(" ", screen.trust()));
    }
    return lines;
  }

  private void head() {
    String line = String.join("   ", screen.where(), screen.when(), screen.who());
    wrap(0, INDENT, line);
  }

  /** All but units in capitals: 5 s stays 5 s. */
  static String capitals(String sentence) {
    return WORD.matcher(sentence)
        .replaceAll(
            word ->
                UNIT.matcher(word.group()).matches()
                    ? word.group()
                    : word.group().toUpperCase(Locale.ROOT).replace("$", "\\$"));
  }

  private void emphasise(int from) {
    if (colour) {
      String code = screen.kind() == FirstScreen.Kind.NO_TROUBLE ? "32" : "31";
      for (int line = from; line < lines.size(); line++) {
        lines.set(line, "\033[1;" + code + "m" + lines.get(line) + "\033[0m");
      }
    }
  }

  private void table(Table table) {
    lines.add("");
    long widest = table.rows().stream().mapToLong(row -> row.connects().connects()).max().orElse(0);
    int digits = Wording.count(widest).length();
    int readings = longest(table.rows().stream().map(Row::reading).toList());
    int longest =
        columns
            - 2 * digits
            - " of ".length()
            - Math.max(BAR + READING, 2 * INDENT + 3 * GAP + readings);
    List<String> labels =
        table.rows().stream().map(row -> SafeText.of(row.label(), longest)).toList();
    int label = longest(labels);
    int beside = 2 * INDENT + label + 2 * digits + " of ".length() + 3 * GAP + readings;
    int marks = Math.max(0, Math.min(BAR, columns - beside));
    line(table.heading(), INDENT, label + INDENT, table.counted(), "");
    for (int row = 0; row < labels.size(); row++) {
      Row counts = table.rows().get(row);
      line(
          labels.get(row),
          2 * INDENT,
          label,
          rate(counts.connects(), digits),
          bar(counts.connects(), marks) + "  " + counts.reading());
    }
  }

  private static int longest(List<String> texts) {
    return texts.stream().mapToInt(String::length).max().orElse(0);
  }

  private void line(String label, int indent, int width, String rate, String rest) {
    String line =
        " ".repeat(indent) + label + " ".repeat(Math.max(0, width - label.length())) + "  " + rate;
    lines.add((line + "  " + rest).stripTrailing());
  }

  /** Both numbers as wide as the widest. */
  private static String rate(Tally connects, int digits) {
    return " ".repeat(digits - Wording.count(connects.failed()).length())
        + Wording.count(connects.failed())
        + " of "
        + " ".repeat(digits - Wording.count(connects.connects()).length())
        + Wording.count(connects.connects());
  }

  /** At least one mark where anything failed. */
  private static String bar(Tally connects, int width) {
    double rate = (double) connects.failed() / connects.connects();
    int marks = connects.failed() == 0 ? 0 : (int) Math.max(1, Math.round(width * rate));
    return "#".repeat(Math.min(width, marks)) + " ".repeat(Math.max(0, width - marks));
  }

  private void next() {
    String heading = "NEXT   ";
    int number = 1;
    for (Step step : screen.next()) {
      wrap(
          INDENT,
          11,
          heading + number++ + " " + step.what() + ": " + String.join("; ", step.how()));
      heading = "       ";
    }
  }

  /** Adds words in lines; a word longer than a line stands alone. */
  private void wrap(int first, int others, String text) {
    StringBuilder line = new StringBuilder(" ".repeat(first));
    boolean empty = true;
    for (String word : text.split(" (?! )", -1)) {
      if (!empty && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line = new StringBuilder(" ".repeat(others));
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    lines.add(line.toString());
  }
}

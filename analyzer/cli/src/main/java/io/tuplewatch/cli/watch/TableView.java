package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.LocalAddresses;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.reuse.ClassifiedUse;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The counts as a screen: a line per destination as wide as the terminal, so many columns as it has
 * room for, below them the last failures.
 */
final class TableView {

  private static final int LEAST_DESTINATION = 21;
  private static final int MOST_DESTINATION = 48;
  private static final int LEAST_FAILURES = 3;
  private static final int MOST_SITE = 40;
  private static final String KEYS = "sort: c f e r t d, quit: q";

  /**
   * A column.
   *
   * @param rank those with the highest are left out first
   */
  private record Column(String title, int rank, Function<Board.Row, String> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("conn/s", 1, row -> rate(row.recent().connectsPerSecond())),
          new Column("fail/s", 2, row -> rate(row.recent().failuresPerSecond())),
          new Column("failed", 0, row -> count(row.counts().failures())),
          new Column("no answer", 8, row -> count(of(row, Outcome.TIMED_OUT))),
          new Column("refused", 9, row -> count(of(row, Outcome.REFUSED))),
          new Column("early", 3, row -> count(row.counts().earlyReuses())),
          new Column("failed early", 1, row -> count(row.counts().failedEarlyReuses())),
          new Column("p50", 6, row -> millis(row.recent().p50())),
          new Column("p99", 4, row -> millis(row.recent().p99())),
          new Column("2nd SYN", 7, TableView::late),
          new Column("free ports", 5, row -> row.freePorts() < 0 ? "-" : count(row.freePorts())),
          new Column("last failure", 10, TableView::lastFailure));

  private final TableSort sort;
  private final int rows;
  private final int columns;

  /** For a terminal of so many rows and columns. */
  TableView(TableSort sort, TerminalScreen.Size size) {
    this.sort = sort;
    this.rows = size.rows();
    this.columns = size.columns();
  }

  /**
   * The lines, at most as many as there are rows, none longer than a row.
   *
   * @param head what is watched
   * @param notes lines on what happened to the JVMs, newest last
   */
  List<String> lines(
      String head,
      Counts total,
      List<Board.Row> all,
      List<SeenConnect> failures,
      List<String> notes) {
    List<String> lines = new ArrayList<>();
    lines.add(head);
    lines.add(CountsLine.of(total));
    lines.add("by " + sort.words() + "   " + KEYS);
    lines.add("");
    int room = Math.max(1, rows - lines.size() - 2 - LEAST_FAILURES - Math.min(1, notes.size()));
    lines.addAll(table(all, room));
    lines.add("");
    if (!notes.isEmpty()) {
      lines.add(notes.get(notes.size() - 1));
    }
    failures.stream()
        .limit(Math.max(0, rows - lines.size()))
        .map(failure -> failure(failure, severalJvms(all)))
        .forEach(lines::add);
    return lines.stream().limit(rows).map(this::cut).toList();
  }

  private List<String> table(List<Board.Row> all, int most) {
    List<Board.Row> shown = all.stream().sorted(sort.order()).limit(most).toList();
    boolean severalJvms = severalJvms(all);
    List<String> names = shown.stream().map(row -> name(row, severalJvms)).toList();
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    int nameWidth = Math.min(MOST_DESTINATION, Math.max(LEAST_DESTINATION, longest));
    List<Column> kept = kept(shown, nameWidth);
    List<String> lines = new ArrayList<>();
    StringBuilder titles = new StringBuilder(padded("destination", nameWidth));
    for (Column column : kept) {
      titles.append("  ").append(rightAligned(column.title(), width(column, shown)));
    }
    lines.add(titles.toString());
    for (int i = 0; i < shown.size(); i++) {
      StringBuilder line = new StringBuilder(padded(names.get(i), nameWidth));
      for (Column column : kept) {
        line.append("  ")
            .append(rightAligned(column.cell().apply(shown.get(i)), width(column, shown)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean severalJvms(List<Board.Row> all) {
    return all.stream().map(row -> row.destination().jvm()).distinct().count() > 1;
  }

  private static String failure(SeenConnect failure, boolean severalJvms) {
    String jvm = severalJvms ? failure.jvm().pid() + " " : "";
    return clock(failure) + " " + jvm + ConnectLine.what(failure);
  }

  private static String clock(SeenConnect failure) {
    LocalTime time =
        LocalTime.ofInstant(Instant.ofEpochSecond(0, failure.use().wallTime()), ZoneOffset.UTC);
    return time.truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
  }

  /** When, from which address and port, how long its tuple had been idle, and where in the code. */
  private static String lastFailure(Board.Row row) {
    SeenConnect failure = row.counts().lastFailure();
    if (failure == null) {
      return "-";
    }
    ClassifiedUse reuse = failure.reuse();
    String idle =
        reuse == null || reuse.idle() == Use.UNKNOWN
            ? ""
            : " idle " + (reuse.idleAtMost() ? "< " : "") + ConnectLine.seconds(reuse.idle());
    String site = failure.use().details().callSite();
    return clock(failure)
        + " "
        + source(failure.tuple())
        + idle
        + (site == null ? "" : " " + SafeText.of(method(site), MOST_SITE));
  }

  /** The kernel takes the address of a failed connect back before the agent can read it. */
  private static String source(FourTuple tuple) {
    String address = tuple.localAddress();
    return TupleText.endpoint(
        LocalAddresses.isWildcard(address) ? null : address, tuple.localPort());
  }

  /** Class.method:line, without the package. */
  private static String method(String callSite) {
    int method = callSite.lastIndexOf('.', callSite.lastIndexOf('.') - 1);
    return callSite.substring(method + 1);
  }

  private List<Column> kept(List<Board.Row> shown, int nameWidth) {
    List<Column> kept = new ArrayList<>(COLUMNS);
    while (nameWidth + kept.stream().mapToInt(c -> 2 + width(c, shown)).sum() > columns
        && kept.size() > 1) {
      kept.remove(kept.stream().max(Comparator.comparingInt(Column::rank)).orElseThrow());
    }
    return kept;
  }

  private static int width(Column column, List<Board.Row> shown) {
    int cells = shown.stream().mapToInt(row -> column.cell().apply(row).length()).max().orElse(0);
    return Math.max(column.title().length(), cells);
  }

  private static String name(Board.Row row, boolean severalJvms) {
    Board.Destination of = row.destination();
    String jvm = severalJvms ? of.jvm().pid() + " " : "";
    if (of.isOther()) {
      return jvm + "other destinations";
    }
    String host = row.host() == null ? "" : " " + SafeText.of(row.host(), 30);
    return jvm + TupleText.endpoint(of.address(), of.port()) + host;
  }

  private static long of(Board.Row row, Outcome outcome) {
    return row.counts().failuresByOutcome().getOrDefault(outcome, 0L);
  }

  private static String late(Board.Row row) {
    long worked = row.counts().connects() - row.counts().failures();
    return worked == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * row.counts().answeredLate() / worked);
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 9.95 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String millis(long nanos) {
    return nanos < 0
        ? "-"
        : String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%,.0f ms", nanos / 1e6);
  }

  private static String padded(String text, int width) {
    return text.length() > width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }

  private static String rightAligned(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= columns
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns));
  }
}

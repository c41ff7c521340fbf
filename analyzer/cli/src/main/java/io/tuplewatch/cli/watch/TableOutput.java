package io.tuplewatch.cli.watch;

import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * For a terminal: a table that renews itself every second, and at a key. To be ticked by one
 * thread.
 */
public final class TableOutput implements WatchOutput {

  private static final long BETWEEN_RENEWALS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_FAILURES = 100;
  private static final int MOST_NOTES = 20;

  private final TerminalScreen screen;
  private final PrintWriter out;
  private final Board board;
  private final String about;
  private final Instant begin = Instant.now();
  private final List<String> notes = new ArrayList<>();
  private TableSort sort = TableSort.FAILURES;
  private long nextRenewal = System.nanoTime();
  private boolean quit;

  private TableOutput(TerminalScreen screen, PrintWriter out, Board board, String about) {
    this.screen = screen;
    this.out = out;
    this.board = board;
    this.about = about;
  }

  /**
   * Takes the terminal of this process; null if there is none that can be set.
   *
   * @param about what is watched, for the first line
   */
  public static @Nullable TableOutput open(PrintWriter out, Board board, String about) {
    TerminalScreen screen = TerminalScreen.open(out);
    return screen == null ? null : new TableOutput(screen, out, board, about);
  }

  @Override
  public void take(SeenConnect connect) {
    // It shows the board.
  }

  @Override
  public synchronized void note(String line) {
    notes.add(SafeText.of(line));
    if (notes.size() > MOST_NOTES) {
      notes.remove(0);
    }
  }

  private synchronized List<String> noted() {
    return List.copyOf(notes);
  }

  @Override
  public void tick() throws IOException {
    for (int key = screen.key(); key >= 0; key = screen.key()) {
      quit |= key == 'q' || key == 'Q';
      TableSort asked = TableSort.of(key);
      if (asked != null) {
        sort = asked;
        nextRenewal = System.nanoTime();
      }
    }
    long now = System.nanoTime();
    if (now - nextRenewal >= 0) {
      nextRenewal = now + BETWEEN_RENEWALS;
      screen.show(
          new TableView(sort, screen.size())
              .lines(
                  head(),
                  board.total(),
                  board.rows(now),
                  board.lastFailures(MOST_FAILURES),
                  noted()));
    }
  }

  private String head() {
    long seconds = Duration.between(begin, Instant.now()).toSeconds();
    return SafeText.of(about)
        + String.format("   %d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Override
  public boolean isToQuit() {
    return quit;
  }

  @Override
  public void close() {
    screen.close();
  }

  @Override
  public void sum() {
    noted().forEach(out::println);
    out.println("in all: " + CountsLine.of(board.total()));
    out.flush();
  }
}

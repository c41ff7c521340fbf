package io.tuplewatch.cli.watch;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/**
 * For a log: a line for each failure, a summary every minute and at the end. At most 100 failures a
 * second become lines; the others are counted in one. Thread-safe.
 */
public final class LineOutput implements WatchOutput {

  private static final int MOST_A_SECOND = 100;
  private static final long SECOND = 1_000_000_000L;
  private static final long BETWEEN_SUMMARIES = 60 * SECOND;

  private final PrintWriter out;
  private final Consumer<String> log;
  private final Board board;
  private Counts sinceSummary = new Counts();
  private long nextSummary = System.nanoTime() + BETWEEN_SUMMARIES;
  private long second = System.nanoTime() / SECOND;
  private int lines;
  private long leftOut;

  /**
   * Nothing said yet.
   *
   * @param log takes the notes
   */
  public LineOutput(PrintWriter out, Consumer<String> log, Board board) {
    this.out = out;
    this.log = log;
    this.board = board;
  }

  @Override
  public void note(String line) {
    log.accept(line);
  }

  @Override
  public boolean isToQuit() {
    return false;
  }

  @Override
  public synchronized void take(SeenConnect connect) {
    sinceSummary.add(connect);
    if (!ConnectLine.isFailure(connect)) {
      return;
    }
    turnSecond();
    if (lines++ < MOST_A_SECOND) {
      out.println(ConnectLine.of(connect));
    } else {
      leftOut++;
    }
  }

  private void turnSecond() {
    long now = System.nanoTime() / SECOND;
    if (now == second) {
      return;
    }
    second = now;
    lines = 0;
    if (leftOut > 0) {
      say(leftOut + " more failures, too many for a line each");
      leftOut = 0;
    }
  }

  @Override
  public synchronized void tick() {
    turnSecond();
    if (System.nanoTime() >= nextSummary) {
      nextSummary += BETWEEN_SUMMARIES;
      say("last minute: " + CountsLine.of(sinceSummary));
      sinceSummary = new Counts();
    }
    out.flush();
  }

  @Override
  public void close() {
    out.flush();
  }

  @Override
  public synchronized void sum() {
    turnSecond();
    int destinations = board.destinations();
    String ending = destinations == 1 ? " destination" : " destinations";
    say("in all: " + CountsLine.of(board.total()) + "; " + destinations + ending);
    out.flush();
  }

  private void say(String text) {
    out.println(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
  }
}

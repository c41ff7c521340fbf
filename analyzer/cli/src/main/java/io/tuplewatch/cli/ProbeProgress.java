package io.tuplewatch.cli;

import io.tuplewatch.probe.Attempt;
import io.tuplewatch.probe.ProbePlan;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;

/** One line on the terminal that tells how far a probe is; or a line for each connect. */
final class ProbeProgress implements Consumer<Attempt> {

  private static final String ERASE = "\r\u001B[K";

  private final int expected;
  private final Instant end;
  private final PrintWriter err;
  private final boolean terminal;
  private int connects;
  private int failed;
  private boolean each;

  private ProbeProgress(int expected, Instant end, PrintWriter err, boolean terminal) {
    this.expected = expected;
    this.end = end;
    this.err = err;
    this.terminal = terminal;
  }

  static ProbeProgress of(ProbePlan plan, PrintWriter err) {
    return new ProbeProgress(
        plan.connects(), Instant.now().plus(plan.duration()), err, ProgressLine.isTerminal());
  }

  /** From now on each connect has a line of its own, terminal or not. */
  synchronized void showEach() {
    each = true;
  }

  @Override
  public synchronized void accept(Attempt attempt) {
    connects++;
    failed += attempt.answer().failed() ? 1 : 0;
    if (each) {
      err.println(
          attempt.start()
              + " from port "
              + attempt.sourcePort()
              + ": "
              + attempt.answer().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    } else if (terminal) {
      Duration left = Duration.between(Instant.now(), end);
      err.print(
          ERASE
              + connects
              + " of "
              + expected
              + " connects, "
              + failed
              + " failed, at most "
              + minutes(left.isNegative() ? Duration.ZERO : left)
              + " left; Ctrl-C shows what is known");
    }
    err.flush();
  }

  synchronized void clear() {
    if (terminal) {
      err.print(ERASE);
      err.flush();
    }
  }

  /** Rounded up: seconds below two minutes. */
  static String minutes(Duration span) {
    long seconds = span.plusNanos(999_999_999).toSeconds();
    return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " min";
  }
}

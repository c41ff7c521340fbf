package io.tuplewatch.report;

import io.tuplewatch.probe.Answer;
import io.tuplewatch.probe.Attempt;
import io.tuplewatch.probe.Closing;
import io.tuplewatch.probe.ClosingComparison;
import io.tuplewatch.probe.GapResult;
import io.tuplewatch.probe.LifetimeSearch;
import io.tuplewatch.probe.ProbeResult;
import io.tuplewatch.probe.RestartTest;
import io.tuplewatch.probe.Trial;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The outcome of a probe for people. */
public final class ProbeText {

  private static final int SESSIONS = 5;

  private final ProbeResult result;
  private final PrintWriter out;

  private ProbeText(ProbeResult result, PrintWriter out) {
    this.result = result;
    this.out = out;
  }

  /** Writes the outcome: the verdict first, then what it rests on. */
  public static void write(ProbeResult result, PrintWriter out) {
    new ProbeText(result, out).write();
    out.flush();
  }

  private void write() {
    Paragraph.print(0, headline(), out);
    out.println();
    gaps();
    closings();
    lifetime();
    restart();
    sessions();
    remarks();
  }

  private String headline() {
    String destination = destination();
    if (!result.answered()) {
      return destination
          + " answered no connect from a never-used source port: this is not about reuse. Is the"
          + " service there, and may this host reach it?";
    }
    if (result.reuseFails()) {
      return "REUSED SOURCE PORTS FAIL to "
          + destination
          + " where never-used ones of the same moments do not. The order was drawn by lot, so this"
          + " is no matter of load or of the moment.";
    }
    return result.anyVerdict(GapResult.Verdict.REUSE_WORKS)
        ? "Reused source ports work to " + destination + " at every gap that was tried."
        : "CANNOT TELL about " + destination + ": too few trials came to their end.";
  }

  private String destination() {
    return SafeText.of(
        TupleText.endpoint(
            result.destination().getAddress().getHostAddress(), result.destination().getPort()));
  }

  private void gaps() {
    if (result.gaps().isEmpty()) {
      return;
    }
    TextTable table = new TextTable();
    table.line("gap", "closed by", "reused failed", "never used failed", "adjusted p", "");
    for (GapResult gap : result.gaps()) {
      table.line(
          Wording.span(gap.gap().toNanos()),
          closing(gap.closing()),
          gap.reusedFailed() + " of " + gap.trials().size(),
          gap.freshFailed() + " of " + gap.trials().size(),
          gap.trials().isEmpty() ? "-" : Wording.p(gap.adjusted()),
          verdict(gap));
    }
    out.print(table);
  }

  private static String verdict(GapResult gap) {
    String answers = answers(gap);
    return switch (gap.verdict()) {
      case REUSE_FAILS -> "REUSE FAILS: " + answers;
      case REUSE_DELAYED -> "REUSE IS DELAYED: " + gap.reusedLate() + " answered at a later SYN";
      case REUSE_WORKS -> "works";
      case CANNOT_TELL ->
          gap.trials().isEmpty() && gap.notSent() > 0
              ? "this host could not send: TIME_WAIT, or the port is taken"
              : "cannot tell" + (gap.reusedFailed() > 0 ? ": " + answers : "");
    };
  }

  private static String answers(GapResult gap) {
    StringJoiner text = new StringJoiner(", ");
    gap.answers()
        .forEach(
            (answer, count) -> {
              if (answer.failed()) {
                text.add(count + " " + wording(answer) + " in " + time(gap, answer));
              }
            });
    return text.toString();
  }

  private static String time(GapResult gap, Answer answer) {
    List<Duration> took =
        gap.trials().stream()
            .map(Trial::reused)
            .filter(attempt -> attempt.answer() == answer)
            .map(Attempt::took)
            .sorted()
            .toList();
    return Wording.span(took.get(took.size() / 2).toNanos());
  }

  private static String wording(Answer answer) {
    return switch (answer) {
      case CONNECTED -> "connected";
      case NO_ANSWER -> "no answer";
      case REFUSED -> "refused";
      case UNREACHABLE -> "unreachable (ICMP)";
      case NOT_SENT -> "not sent";
    };
  }

  private static String closing(Closing closing) {
    return closing == Closing.RESET ? "reset" : closing.name().toLowerCase(Locale.ROOT);
  }

  private void closings() {
    for (ClosingComparison comparison : result.closings()) {
      String gap = "At a gap of " + Wording.span(comparison.gap().toNanos());
      out.println(
          comparison.matters()
              ? gap
                  + " it matters how the previous connection was closed: more fail after "
                  + closing(comparison.worse().closing())
                  + " (p "
                  + Wording.p(comparison.p())
                  + ")."
              : gap + " no difference is seen between the ways of closing.");
    }
  }

  private void lifetime() {
    LifetimeSearch.Bracket bracket = result.bracket();
    if (bracket == null) {
      return;
    }
    Paragraph.print(0, lifetime(bracket) + " " + bracket.trials().size() + " tries.", out);
  }

  private static String lifetime(LifetimeSearch.Bracket bracket) {
    Duration failed = bracket.failed();
    Duration worked = bracket.worked();
    if (failed == null) {
      return worked == null
          ? "No gap could be tried."
          : "No gap was found at which reuse fails; the shortest tried was " + span(worked) + ".";
    } else if (worked == null) {
      return "Sessions are kept for at least " + span(failed) + ", the longest gap tried.";
    }
    return bracket.sharp()
        ? "Sessions are kept for " + span(failed) + " to " + span(worked) + " after the close."
        : "Sessions are not all kept equally long: reuse failed after "
            + span(failed)
            + " and worked after "
            + span(worked)
            + ".";
  }

  private static String span(Duration span) {
    return Wording.span(span.toNanos());
  }

  private void restart() {
    RestartTest test = result.restart();
    if (test == null) {
      return;
    }
    Paragraph.print(
        0,
        switch (test.answer()) {
          case RESTARTS ->
              "A connect that is stopped restarts the timer: whoever retries on the same port keeps"
                  + " the session.";
          case DOES_NOT_RESTART -> "A connect that is stopped does not restart the timer.";
          case CANNOT_TELL -> "Whether a stopped connect restarts the timer could not be told.";
        },
        out);
  }

  /** What to look up, clearest first: those of the longest gap. */
  private void sessions() {
    List<Trial> failed = new ArrayList<>(result.stoppedReuses());
    if (failed.isEmpty()) {
      return;
    }
    out.println();
    out.println("Look these sessions up (UTC; all to " + destination() + "):");
    TextTable table = new TextTable();
    table.line("  source port", "previous session", "closed", "new SYN", "what came back");
    for (Trial trial : failed.subList(0, Math.min(SESSIONS, failed.size()))) {
      table.line(
          "  " + trial.reused().sourcePort(),
          time(trial.first().start()),
          time(closed(trial)),
          time(trial.reused().start()),
          trial.reused().late() ? "answer at a later SYN" : wording(trial.reused().answer()));
    }
    out.print(table);
    if (failed.size() > SESSIONS) {
      out.println("  and " + (failed.size() - SESSIONS) + " more: --json FILE has all of them");
    }
  }

  private static Instant closed(Trial trial) {
    Instant closed = trial.first().closed();
    return closed == null ? trial.first().start() : closed;
  }

  private static String time(Instant time) {
    return Wording.time(time.getEpochSecond() * 1_000_000_000L + time.getNano());
  }

  private void remarks() {
    List<String> remarks = new ArrayList<>();
    int first = result.firstFailures().size();
    if (first > 0 && result.answered()) {
      remarks.add(
          Wording.count(first, "first connect")
              + " from never-used ports failed too: loss, a bad path, or a limit. They are not"
              + " counted above.");
    }
    int otherwise = result.closedOtherwise();
    if (otherwise > 0) {
      remarks.add(
          "On "
              + Wording.count(otherwise, "connection")
              + " the server did not close first within 5 s, so this host did: see --say.");
    }
    switch (result.end()) {
      case COMPLETE -> {}
      case STOPPED -> {
        if (result.answered()) {
          remarks.add("Stopped before the end: this is what is known so far.");
        }
      }
      case CONNECTS_USED_UP -> remarks.add("Ended early: --max-connects is used up.");
      case TIME_USED_UP -> remarks.add("Ended early: --max-time is over.");
    }
    if (!remarks.isEmpty()) {
      out.println();
      remarks.forEach(remark -> Paragraph.print(0, remark, out));
    }
  }
}

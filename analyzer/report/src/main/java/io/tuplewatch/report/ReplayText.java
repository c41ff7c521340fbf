package io.tuplewatch.report;

import io.tuplewatch.selection.replay.Prediction;
import io.tuplewatch.selection.replay.Replay;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.PrintWriter;

/** Replay and what-ifs for people. */
final class ReplayText {

  private static final String MEANING =
      "lifetime: a pool keeps connections so long; rate: so many times the connects;"
          + " source-addresses: connects take turns over so many local addresses; closer: the side"
          + " that closes first; ports: the application binds the port used least recently"
          + " (samples/lru-ports); range, reserved, retry, step: the sysctls.";

  private final SelectionReport report;
  private final PrintWriter out;

  private ReplayText(SelectionReport report, PrintWriter out) {
    this.report = report;
    this.out = out;
  }

  static void write(SelectionReport report, PrintWriter out) {
    ReplayText text = new ReplayText(report, out);
    if (report.notReplayed() > 0) {
      text.writeNotReplayed();
    }
    if (report.replay().isEmpty()) {
      return;
    }
    text.writeReplay();
    boolean nothing =
        report.recorded().earlyReuses() == 0
            && report.effects().stream().noneMatch(Replay.Effect::changesAnything);
    if (nothing) {
      out.println("There is no early reuse that another setting or load could avoid.");
    } else if (!report.effects().isEmpty()) {
      text.writeEffects();
    }
  }

  private static String chosen(int leftOut, int played) {
    return leftOut == 0 ? "" : " of " + Wording.count(played, "destination");
  }

  private void writeNotReplayed() {
    out.println();
    Paragraph.print(
        0,
        "Not replayed: "
            + Wording.count(report.notReplayed(), "destination")
            + " of which the range in force is not known.",
        out);
  }

  private void writeReplay() {
    Replay.Recorded recorded = report.recorded();
    out.println();
    Paragraph.print(
        0,
        "Early reuses among the "
            + Wording.count(recorded.connects(), "recorded connect")
            + chosen(report.destinationsLeftOut(), recorded.destinations())
            + ", and as each algorithm would have had them",
        out);
    print(algorithms());
    Paragraph.print(
        2,
        "Failed early reuses: at the recorded failure rates by idle time. "
            + Wording.count(report.seeds(), "simulation")
            + " a line.",
        out);
  }

  private TextTable algorithms() {
    TextTable table = new TextTable();
    table.line("", "early reuses", "95 % interval", "failed", "95 % interval", "");
    Replay.Recorded recorded = report.recorded();
    table.line(
        "recorded",
        Wording.count(recorded.earlyReuses()),
        "",
        Wording.count(recorded.failedEarlyReuses()),
        "",
        "");
    for (Replay.Line line : report.replay()) {
      table.line(
          line.algorithm(),
          count(line.earlyReuses().median()),
          interval(line.earlyReuses()),
          count(line.failedEarlyReuses().median()),
          interval(line.failedEarlyReuses()),
          line.agrees() ? "agrees" : "does not agree");
    }
    return table;
  }

  private void writeEffects() {
    out.println();
    out.println("What if (compared with " + report.algorithmNow() + " under the same load)");
    print(effects());
    Paragraph.print(2, MEANING, out);
    for (Replay.Effect effect : report.effects()) {
      if (effect.portFailures() >= 1) {
        out.println(
            "  "
                + change(effect)
                + ": "
                + count(effect.portFailures())
                + " connects would find no port.");
      }
    }
  }

  private TextTable effects() {
    TextTable table = new TextTable();
    table.line("", "connects", "early reuses", "95 % interval", "difference", "95 % interval", "");
    for (Replay.Line line : report.replay()) {
      if (line.algorithm().equals(report.algorithmNow())) {
        table.line(
            "nothing changed",
            Wording.count(report.recorded().connects()),
            count(line.earlyReuses().median()),
            interval(line.earlyReuses()),
            "",
            "",
            "");
      }
    }
    for (Replay.Effect effect : report.effects()) {
      table.line(
          change(effect),
          count(effect.connects()),
          count(effect.earlyReuses().median()),
          interval(effect.earlyReuses()),
          signed(effect.difference().median()),
          interval(effect.difference()),
          effect.changesAnything() ? "" : "same");
    }
    return table;
  }

  private static String change(Replay.Effect effect) {
    return SafeText.of(effect.change(), 28);
  }

  private void print(TextTable table) {
    table.toString().lines().forEach(line -> out.println("  " + line));
  }

  private static String count(double count) {
    return Wording.count(Math.round(count));
  }

  private static String signed(double count) {
    return (count > 0 ? "+" : "") + count(count);
  }

  private static String interval(Prediction prediction) {
    return Double.isInfinite(prediction.low())
        ? "not known"
        : count(prediction.low()) + " to " + count(prediction.high());
  }
}

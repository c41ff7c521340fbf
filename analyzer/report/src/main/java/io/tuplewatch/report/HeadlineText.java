package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import java.io.PrintWriter;

/** The first lines: is there something to see? Counts only; what they come from is not said. */
final class HeadlineText {

  private HeadlineText() {}

  static void write(Summary summary, PrintWriter out) {
    Tallies connects = summary.connects();
    Paragraph.print(0, failures(connects), out);
    if (summary.unsent() > 0) {
      out.println(
          "Failed before a SYN was sent, counted apart: "
              + Wording.count(summary.unsent(), "attempt")
              + ".");
    }
    if (connects.all().failed() > 0) {
      out.println("Failed early reuses: " + early(connects.comparedEarlyReuses()));
      out.println("Failed other connects: " + others(connects));
      if (connects.notCompared().failed() > 0) {
        out.println("Failed, not compared: " + Wording.rate(connects.notCompared()));
      }
    }
    out.println();
  }

  private static String failures(Tallies connects) {
    Tally all = connects.all();
    if (all.connects() == 0) {
      return "No connect worked or failed.";
    }
    if (all.failed() == 0) {
      return "No connect failed (of " + Wording.count(all.connects()) + ").";
    }
    return Wording.count(all.failed())
        + " of "
        + Wording.count(all.connects(), "connect")
        + " failed ("
        + Wording.percent(all.failed(), all.connects())
        + "): "
        + reuses(connects.failedEarlyReuses());
  }

  private static String reuses(long failedEarlyReuses) {
    return switch ((int) Math.min(failedEarlyReuses, 2)) {
      case 0 -> "none of them an early reuse of a tuple that had worked before.";
      case 1 -> "1 of them an early reuse of a tuple that had worked before.";
      default ->
          Wording.count(failedEarlyReuses)
              + " of them early reuses of tuples that had worked before.";
    };
  }

  private static String early(Tally early) {
    return early.connects() == 0 ? "none that can be compared" : Wording.rate(early);
  }

  private static String others(Tallies connects) {
    return connects.comparedOthers().connects() == 0
        ? "there are none, so nothing to compare with"
        : Wording.rate(connects.comparedOthers());
  }
}

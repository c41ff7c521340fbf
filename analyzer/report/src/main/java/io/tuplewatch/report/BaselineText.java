package io.tuplewatch.report;

import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.report.BaselineComparison.PerHour;
import io.tuplewatch.report.BaselineComparison.Share;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The comparison with a baseline, for people. */
public final class BaselineText {

  private static final String CAVEAT =
      "The intervals take connects as independent: failures that come together make them too"
          + " narrow. Two recordings are two times: what else changed between them is not known.";

  private BaselineText() {}

  /** Writes it and flushes. */
  public static void write(BaselineComparison comparison, PrintWriter out) {
    out.println(
        "Compared with the baseline of "
            + Wording.time(comparison.from())
            + " to "
            + Wording.time(comparison.to())
            + " UTC ("
            + Wording.span(comparison.to() - comparison.from())
            + ")");
    writeTable(comparison, out);
    Paragraph.print(2, verdict(comparison), out);
    if (comparison.isLater()) {
      out.println("  The baseline is the later of the two.");
    }
    if (!comparison.sameFirewallTimeout()) {
      out.println("  It was analyzed with another firewall timeout: its early reuses are others.");
    }
    Paragraph.print(2, CAVEAT, out);
    out.println();
    out.flush();
  }

  private static void writeTable(BaselineComparison comparison, PrintWriter out) {
    TextTable table = new TextTable();
    table.line("", "before", "now", "difference", "95 % interval");
    row(table, "failed connects", comparison.failures());
    if (comparison.sameFirewallTimeout()) {
      row(table, "early reuses", comparison.earlyReuses());
      row(table, "failed early reuses", comparison.failedEarlyReuses());
    }
    row(table, comparison.perHour());
    table.toString().lines().forEach(line -> out.println("  " + line));
  }

  private static void row(TextTable table, String what, Share share) {
    Interval difference = share.difference();
    table.line(
        what,
        Wording.rate(share.before()),
        Wording.rate(share.now()),
        difference == null ? "-" : points(difference.estimate()) + " points",
        difference == null ? "-" : points(difference.low()) + " to " + points(difference.high()));
  }

  private static String points(double share) {
    return String.format(Locale.ROOT, "%+.1f", 100 * share);
  }

  private static void row(TextTable table, PerHour perHour) {
    @Nullable Interval ratio = perHour.ratio();
    if (ratio != null) {
      table.line(
          "failures an hour",
          Wording.count(Math.round(perHour.before())),
          Wording.count(Math.round(perHour.now())),
          Double.isInfinite(ratio.estimate()) ? "-" : times(ratio.estimate()),
          Double.isInfinite(ratio.high())
              ? times(ratio.low()) + " or more"
              : times(ratio.low()) + " to " + times(ratio.high()));
    }
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "x %.2f", ratio);
  }

  private static String verdict(BaselineComparison comparison) {
    String often =
        switch (comparison.failures().change()) {
          case LESS -> "A connect fails less often than in the baseline";
          case MORE -> "A connect fails more often than in the baseline";
          case NOT_CLEAR -> "Whether a connect fails more or less often cannot be told";
        };
    return often
        + switch (comparison.perHour().change()) {
          case LESS -> ", and fewer fail in an hour.";
          case MORE -> ", and more fail in an hour.";
          case NOT_CLEAR -> ", nor whether more or fewer fail in an hour.";
        };
  }
}

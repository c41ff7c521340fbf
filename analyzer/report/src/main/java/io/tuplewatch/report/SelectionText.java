package io.tuplewatch.report;

import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.check.Agreement;
import io.tuplewatch.selection.check.DestinationCheck;
import io.tuplewatch.selection.check.Features;
import io.tuplewatch.selection.check.PooledCheck;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The selection check for people, in 100 columns. */
public final class SelectionText {

  private static final int MAX_DESTINATIONS = 5;
  private static final int MAX_POOLED = 5;
  private static final int MAX_BLOCKS = 60;

  private final PrintWriter out;

  private SelectionText(PrintWriter out) {
    this.out = out;
  }

  /**
   * Writes the section and flushes; nothing if there was no connect with a selected port, one line
   * if the check was declined.
   */
  public static void write(SelectionReport report, PrintWriter out) {
    List<DestinationCheck> checks = report.check().destinations();
    if (report.declined()) {
      out.println();
      out.println("Source ports neither checked nor replayed: " + VerdictWording.DECLINED + ".");
    } else if (!checks.isEmpty()) {
      SelectionText text = new SelectionText(out);
      text.writeTitle(report);
      text.writeVerdicts(report.check().pooled());
      text.writeDestinations(checks, report.check().pooled().size());
      ReplayText.write(report, out);
    }
    out.flush();
  }

  private void writeTitle(SelectionReport report) {
    out.println();
    out.println("Which algorithm selected the source ports");
    if (report.leftOut() > 0) {
      line(
          2,
          "checked and replayed until "
              + Wording.time(report.until())
              + "; "
              + Wording.count(report.leftOut(), "later connect")
              + " left out (check --simulations takes all)");
    }
    if (report.destinationsLeftOut() > 0) {
      line(
          2,
          "the busiest and a few other destinations were checked and replayed; "
              + Wording.count(report.destinationsLeftOut(), "destination")
              + " left out (check --every-destination takes all)");
    }
  }

  private void writeVerdicts(List<PooledCheck> pooled) {
    for (PooledCheck group : pooled.subList(0, Math.min(MAX_POOLED, pooled.size()))) {
      line(
          2,
          Wording.count(group.destinations(), "destination")
              + (pooled.size() == 1 ? "" : " of [" + SafeText.of(group.realm(), 50) + "]")
              + ": "
              + VerdictWording.of(group.verdict()));
      line(4, settings(group.settings()));
      line(4, agreement(group.agreement()));
    }
    if (pooled.size() > MAX_POOLED) {
      int more = pooled.size() - MAX_POOLED;
      line(2, "and " + Wording.count(more, "more namespace or setting") + ": see --json");
    }
  }

  private static String settings(SelectionSettings settings) {
    SelectionAlgorithm configured = settings.configured();
    return configured == null
        ? "sysctls: not recorded"
        : "sysctls ask for "
            + configured.name()
            + (settings.kernelRelease() == null
                ? ""
                : ", kernel " + SafeText.of(settings.kernelRelease(), 40));
  }

  private static String agreement(Agreement agreement) {
    return switch (agreement) {
      case YES -> "the ports agree with the sysctls";
      case POSSIBLE -> "the ports do not contradict the sysctls";
      case NO -> "the ports do NOT agree with the sysctls";
      case UNKNOWN -> "nothing to compare the ports with";
    };
  }

  private void writeDestinations(List<DestinationCheck> checks, int groups) {
    for (DestinationCheck check : checks.subList(0, Math.min(MAX_DESTINATIONS, checks.size()))) {
      line(2, destination(check.key()));
      if (checks.size() > groups) {
        line(4, VerdictWording.of(check.verdict()));
      }
      writeDestination(check);
    }
    if (checks.size() > MAX_DESTINATIONS) {
      int more = checks.size() - MAX_DESTINATIONS;
      line(2, "and " + Wording.count(more, "more destination") + ": see --json");
    }
  }

  private static String destination(DestinationKey key) {
    return TupleText.destination(key.localAddress(), key.remoteAddress(), key.remotePort());
  }

  private void writeDestination(DestinationCheck check) {
    Features features = check.features();
    line(4, seen(features));
    line(4, moves(features));
    for (Features.HotPort hot : features.hotPorts()) {
      String uses = Wording.count(hot.uses(), "connect");
      line(4, "hot port " + hot.port() + ": " + uses + ", behind " + hot.block());
    }
    writePorts(check);
  }

  private static String seen(Features features) {
    return Wording.count(features.connects(), "selected port")
        + " in "
        + Wording.count(features.windows(), "window")
        + " of 10 s; "
        + (Double.isNaN(features.seenShare())
            ? "the ports do not show how many connects were not recorded"
            : String.format(
                Locale.ROOT,
                "about %.0f %% of the destination's connects recorded",
                100 * features.seenShare()));
  }

  private static String moves(Features features) {
    return "backward moves: "
        + Wording.count(features.backwardMoves())
        + " of "
        + Wording.count(features.pairs(), "pair")
        + "; odd ports: "
        + Wording.count(features.oddPorts())
        + "; windows that start behind a block: "
        + Wording.count(features.windowStartsBehindBlocks())
        + String.format(
            Locale.ROOT, " (by chance %.1f)", features.windowStartsBehindBlocksByChance());
  }

  private void writePorts(DestinationCheck check) {
    if (check.outsideRange() > 0) {
      String effect = check.rangeRecorded() ? "" : "; " + check.range() + " assumed instead";
      line(
          4,
          "outside the recorded range: " + Wording.count(check.outsideRange(), "connect") + effect);
    } else if (!check.rangeRecorded()) {
      line(4, "the range was not recorded: " + check.range() + " assumed");
    }
    if (check.timeWait().isLost()) {
      line(4, timeWaitLost(check.timeWait()));
    }
    if (check.usedThoughReserved() > 0) {
      line(
          4,
          "on ports that the recorded list reserves: "
              + Wording.count(check.usedThoughReserved(), "connect")
              + (check.reservedRecorded() ? "" : ": the list is wrong"));
    }
    if (!check.reservedRecorded()) {
      String assumed = check.reserved().size() == 0 ? "none" : check.reserved().toString();
      line(4, "reserved ports as the ports suggest: " + SafeText.of(assumed, MAX_BLOCKS));
    }
    if (check.avoided().size() > 0) {
      line(
          4,
          "never taken though not reserved (bound?): "
              + SafeText.of(check.avoided().toString(), MAX_BLOCKS));
    }
  }

  private static String timeWaitLost(TimeWaitHeld timeWait) {
    return Wording.count(timeWait.selectedBefore(), "port")
        + " selected again less than "
        + Wording.span(timeWait.bySysctlsNanos())
        + " after the client closed, though TIME_WAIT should hold them: tcp_max_tw_buckets was"
        + " reached, or resets that the recording does not show ended it; taken to last "
        + Wording.span(timeWait.heldNanos());
  }

  private void line(int indent, String text) {
    Paragraph.print(indent, text, out);
  }
}

package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.PortState;
import io.tuplewatch.cli.jvm.Preflight;
import io.tuplewatch.cli.jvm.TcpTable;
import io.tuplewatch.cli.jvm.Watch;
import io.tuplewatch.report.SafeText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What preflight found, for a terminal: a paragraph for each JVM. */
final class PreflightText {

  private static final int MOST_DESTINATIONS = 5;

  /** Those with unanswered connects first, then the busiest. */
  private static final Comparator<TcpTable.Row> BY_TROUBLE =
      Comparator.comparingLong(TcpTable.Row::unanswered)
          .thenComparingLong(TcpTable.Row::sourcePorts)
          .reversed();

  private PreflightText() {}

  static void write(List<Watch> watched, @Nullable Duration span, PrintWriter out) {
    if (watched.isEmpty()) {
      out.println("No JVM of this user runs here; --all-users shows the others.");
    }
    for (Watch one : watched) {
      write(one, span, out);
    }
  }

  private static void write(Watch one, @Nullable Duration span, PrintWriter out) {
    Preflight found = one.last();
    out.printf(
        "%d %s: Java %s, %s%n",
        found.jvm().pid(),
        SafeText.of(found.jvm().name()),
        SafeText.of(found.java().version()),
        SafeText.of(found.java().vendor()));
    out.println(found.obstacles().isEmpty() ? "  the agent can be loaded" : "  DO NOT LOAD:");
    found.obstacles().forEach(text -> out.println("    " + SafeText.of(text)));
    found.remarks().forEach(text -> out.println("  note: " + SafeText.of(text)));
    out.println("  " + ports(found.ports(), one.portHeadroom()));
    if (span != null) {
      out.printf(
          Locale.ROOT,
          "  in %d s: %d connects without answer for more than 1 s; %d failed handshakes in its"
              + " network namespace%n",
          span.toSeconds(),
          one.unanswered(),
          one.failures());
    }
    found.destinations().stream()
        .sorted(BY_TROUBLE)
        .limit(MOST_DESTINATIONS)
        .forEach(row -> out.println("  " + destination(row)));
  }

  private static String ports(PortState ports, long headroom) {
    return ports.isKnown()
        ? String.format(
            Locale.ROOT,
            "source ports %d to %d, %d of them reserved; at least %d free toward any destination",
            ports.low(),
            ports.high(),
            ports.reserved(),
            headroom)
        : "source ports: not visible from here (another network namespace; needs root and nsenter)";
  }

  private static String destination(TcpTable.Row row) {
    return String.format(
        Locale.ROOT,
        "to %s: SYN_SENT %d (%d for more than 1 s), TIME_WAIT %d, source ports in use %d",
        row.destination(),
        row.synSent(),
        row.unanswered(),
        row.timeWait(),
        row.sourcePorts());
  }
}

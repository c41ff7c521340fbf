package io.tuplewatch.report;

import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.diagnosis.Tally;
import java.io.PrintWriter;
import java.util.List;

/** What agents counted that were told to leave connects out, for people. */
final class CountsText {

  private static final int MAX_DESTINATIONS = 20;

  private CountsText() {}

  static void write(List<CountedDestination> counted, PrintWriter out) {
    if (counted.isEmpty()) {
      return;
    }
    out.println();
    out.println("Connects that the agent counted, written or not");
    out.println(
        "  It was told to leave connects out of the recording: these are the denominators. Early"
            + " is");
    out.println(
        "  what its own option firewall-timeout calls so. The verdict compares them by the"
            + " minute.");
    out.println();
    out.printf("      %-28s  %s%n", "early reuses: failed", "other connects: failed");
    for (CountedDestination destination :
        counted.subList(0, Math.min(MAX_DESTINATIONS, counted.size()))) {
      out.println("  " + name(destination));
      out.printf(
          "      %-28s  %s%n",
          Wording.rate(Tally.ofEarly(destination)), Wording.rate(Tally.ofOthers(destination)));
    }
    if (counted.size() > MAX_DESTINATIONS) {
      int more = counted.size() - MAX_DESTINATIONS;
      out.println("  and " + Wording.count(more, "more destination") + ": see --json");
    }
  }

  private static String name(CountedDestination destination) {
    String address = destination.address();
    if (address == null) {
      return "destinations beyond the first 1,000";
    }
    String text = SafeText.of(address);
    return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + destination.port();
  }
}

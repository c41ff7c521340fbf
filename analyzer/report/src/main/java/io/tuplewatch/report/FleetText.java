package io.tuplewatch.report;

import io.tuplewatch.diagnosis.JvmReuse;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.fleet.Endpoint;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Consumer;

/** The ranking of hosts, JVMs and endpoints in 100 columns, failed early reuses first. */
final class FleetText {

  private static final int MOST_ROWS = 20;
  private static final int MOST_JVMS = 5;
  private static final int NAME = 46;

  private final Fleet fleet;
  private final PrintWriter out;

  private FleetText(Fleet fleet, PrintWriter out) {
    this.fleet = fleet;
    this.out = out;
  }

  static void write(Fleet fleet, PrintWriter out) {
    FleetText text = new FleetText(fleet, out);
    text.head("Hosts and their JVMs");
    text.rows(fleet.hosts(), "host", text::host);
    text.head("Destinations, from all clients");
    text.rows(fleet.endpoints(), "destination", text::endpoint);
    out.println();
  }

  private void head(String title) {
    out.println();
    out.printf("%-" + (NAME + 2) + "s  %-24s %s%n", title, "failed", "failed early reuses");
  }

  private <T> void rows(List<T> all, String noun, Consumer<T> row) {
    all.stream().limit(MOST_ROWS).forEach(row);
    if (all.size() > MOST_ROWS) {
      String more = Wording.count(all.size() - MOST_ROWS, "more " + noun);
      out.println("  and " + more + ": see --json");
    }
  }

  private void host(FleetHost host) {
    row("  ", FleetWording.name(host, fleet), host.tallies());
    note(FleetWording.cause(host.causes()), FleetWording.ports(host.ports()));
    if (host.jvms().size() > 1) {
      List<JvmReuse> jvms = host.jvms();
      jvms.stream()
          .limit(MOST_JVMS)
          .forEach(jvm -> row("    ", "JVM " + JvmId.text(jvm.jvmId()), jvm.tallies()));
      if (jvms.size() > MOST_JVMS) {
        out.println("    and " + Wording.count(jvms.size() - MOST_JVMS, "more JVM"));
      }
    }
  }

  private void endpoint(Endpoint endpoint) {
    row("  ", FleetWording.name(endpoint), endpoint.tallies());
    note(FleetWording.cause(endpoint.causes()), FleetWording.spread(endpoint.spread()));
  }

  private void row(String indent, String name, Tallies tallies) {
    String cut = SafeText.of(name, NAME - indent.length() + 2);
    String padded =
        indent + cut + " ".repeat(Math.max(0, NAME + 2 - indent.length() - cut.length()));
    out.printf(
        "%s  %-24s %s%n",
        padded,
        Wording.count(tallies.all().failed()) + " of " + Wording.count(tallies.all().connects()),
        Wording.count(tallies.failedEarlyReuses()));
  }

  private void note(String... parts) {
    String note = FleetTables.joined(parts);
    if (!note.isEmpty()) {
      out.println("      " + note);
    }
  }
}

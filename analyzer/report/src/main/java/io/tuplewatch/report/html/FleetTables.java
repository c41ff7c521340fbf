package io.tuplewatch.report.html;

import io.tuplewatch.connection.PortsTaken;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.fleet.Endpoint;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import io.tuplewatch.report.FleetWording;
import io.tuplewatch.report.Wording;
import java.util.List;

/** Hosts, and remote endpoints from all clients. */
final class FleetTables {

  private static final int MOST = 5_000;

  private FleetTables() {}

  static Table hosts(Fleet fleet) {
    List<FleetHost> hosts = fleet.hosts();
    Table table = new Table("Hosts", note(hosts));
    Column name = table.column("host", "Host", Column.Type.TEXT, "Host or container.");
    Column jvms = table.column("jvms", "JVMs", Column.Type.COUNT, "Recorded there.");
    Counts counts = new Counts(table);
    Column cause = table.column("cause", "Most failures", Column.Type.TEXT, "Their cause.");
    Column ports =
        table.column("ports", "Ports", Column.Type.TEXT, "The most that were taken, of all ports.");
    for (FleetHost host : hosts.subList(0, Math.min(MOST, hosts.size()))) {
      name.add(FleetWording.name(host, fleet));
      jvms.add(host.jvms().size());
      counts.add(host.tallies());
      cause.add(FleetWording.cause(host.causes()));
      PortsTaken taken = host.ports();
      ports.add(FleetWording.ports(taken));
    }
    return table;
  }

  static Table endpoints(Fleet fleet) {
    List<Endpoint> endpoints = fleet.endpoints();
    Table table = new Table("Destinations from all clients", note(endpoints));
    Column name = table.column("to", "To", Column.Type.TEXT, "Remote address and port.");
    Counts counts = new Counts(table);
    Column cause = table.column("cause", "Most failures", Column.Type.TEXT, "Their cause.");
    Column clients =
        table.column(
            "clients",
            "Who has them",
            Column.Type.TEXT,
            "Of the clients with enough connects to tell, and the prefix they share.");
    for (Endpoint endpoint : endpoints.subList(0, Math.min(MOST, endpoints.size()))) {
      name.add(FleetWording.name(endpoint));
      counts.add(endpoint.tallies());
      cause.add(FleetWording.cause(endpoint.causes()));
      clients.add(FleetWording.spread(endpoint.spread()));
    }
    return table;
  }

  private static String note(List<?> rows) {
    return rows.size() <= MOST
        ? ""
        : "The first " + Wording.count(MOST) + " of " + Wording.count(rows.size());
  }

  private static final class Counts {
    private final Column connects;
    private final Column failed;
    private final Column failedEarly;

    Counts(Table table) {
      connects = table.column("connects", "Connects", Column.Type.COUNT, "That worked or failed.");
      failed =
          table.column(
              "failed", "Failed", Column.Type.COUNT, "No answer, refused, reset or rejected.");
      failedEarly =
          table.column(
              "failedEarly",
              "Failed early reuses",
              Column.Type.COUNT,
              "Early reuses that failed although their tuple had worked.");
    }

    void add(Tallies tallies) {
      connects.add(tallies.all().connects());
      failed.add(tallies.all().failed());
      failedEarly.add(tallies.failedEarlyReuses());
    }
  }
}

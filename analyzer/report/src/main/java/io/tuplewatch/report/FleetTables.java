package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.fleet.Endpoint;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import io.tuplewatch.fleet.Scope;
import io.tuplewatch.fleet.Spread;
import io.tuplewatch.report.FirstScreen.Row;
import io.tuplewatch.report.FirstScreen.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ranking of a fleet on the first screen: hosts and destinations, the more telling first. */
final class FleetTables {

  private static final int MOST_OF_FIRST = 3;
  private static final int MOST_OF_SECOND = 2;

  private final Fleet fleet;
  private final Tally all;

  /** {@code all}: every connect that worked or failed. */
  FleetTables(Fleet fleet, Tally all) {
    this.fleet = fleet;
    this.all = all;
  }

  List<Table> tables() {
    return fleet.scope() == Scope.CLIENTS
        ? List.of(hosts(MOST_OF_FIRST), endpoints(MOST_OF_SECOND))
        : List.of(endpoints(MOST_OF_FIRST), hosts(MOST_OF_SECOND));
  }

  private Table endpoints(int most) {
    return ranking(
        "destination",
        most,
        fleet.endpoints(),
        Endpoint::tallies,
        FleetWording::name,
        FleetTables::reading);
  }

  private static String reading(Endpoint endpoint) {
    Spread spread = endpoint.spread();
    boolean shared = spread != null && !spread.prefixes().isEmpty();
    String clients = FleetWording.inShort(spread);
    return shared ? clients : joined(FleetWording.cause(endpoint.causes()), clients);
  }

  private Table hosts(int most) {
    return ranking(
        "host",
        most,
        fleet.hosts(),
        FleetHost::tallies,
        host -> FleetWording.name(host, fleet),
        host -> joined(FleetWording.cause(host.causes()), FleetWording.ports(host.ports())));
  }

  static String joined(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  /** Those with a failure, at most so many; the others in one row. */
  private <T> Table ranking(
      String what,
      int most,
      List<T> worstFirst,
      Function<T, Tallies> tallies,
      Function<T, String> name,
      Function<T, String> reading) {
    List<Row> rows = new ArrayList<>();
    Tally rest = all;
    for (T each : worstFirst) {
      Tally own = tallies.apply(each).all();
      if (rows.size() < most && own.failed() > 0) {
        rows.add(new Row(name.apply(each), own, reading.apply(each)));
        rest = new Tally(rest.failed() - own.failed(), rest.connects() - own.connects());
      }
    }
    int others = worstFirst.size() - rows.size();
    if (others > 0) {
      String noun = rows.isEmpty() ? what : "other " + what;
      rows.add(new Row(Wording.count(others, noun), rest, ""));
    }
    return new Table(what, "failed", true, rows);
  }
}

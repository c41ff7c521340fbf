package io.tuplewatch.fleet;

import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Findings.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What failures of one cause have in common: who connects, or to where. */
public enum Scope {
  /** Nothing failed on the network. */
  NONE,
  /** Some clients have it, to nearly all endpoints they use; others reach the same without. */
  CLIENTS,
  /** Some endpoints have it, from nearly all clients; the same clients reach others without. */
  ENDPOINTS,
  /** Nearly all clients have it to nearly all endpoints. */
  EVERYWHERE,
  /** Some clients to some endpoints, or too few of either to tell. */
  NOT_CLEAR;

  private static final double NEARLY_ALL = 0.8;
  private static final double HALF = 0.5;

  /** What a client and an endpoint have with each other. */
  private record Cell(Fleet.Client client, int endpoint, boolean affected) {}

  /** Clients or endpoints: how many there are, and how many cells the affected ones have. */
  private record Side(int size, int affected, long cellsOfAffected) {

    static Side of(List<Cell> cells, Function<Cell, Object> member) {
      Set<Object> all = cells.stream().map(member).collect(Collectors.toSet());
      Set<Object> affected =
          cells.stream().filter(Cell::affected).map(member).collect(Collectors.toSet());
      long cellsOfAffected =
          cells.stream().filter(cell -> affected.contains(member.apply(cell))).count();
      return new Side(all.size(), affected.size(), cellsOfAffected);
    }

    /** The affected ones have it with nearly all of the other side, and reach enough of it. */
    boolean affectedThroughout(long affectedCells) {
      return affectedCells >= NEARLY_ALL * cellsOfAffected && cellsOfAffected >= 2L * affected;
    }

    /** The affected ones mostly reach the other side without it. */
    boolean mostlyWithout(long affectedCells) {
      return affectedCells <= HALF * cellsOfAffected;
    }

    boolean someAffected() {
      return affected <= HALF * size;
    }
  }

  static Scope of(List<Endpoint> endpoints, Cause cause) {
    List<Cell> cells = cells(endpoints, cause);
    long affected = cells.stream().filter(Cell::affected).count();
    if (affected == 0) {
      return NOT_CLEAR;
    }
    Side byClient = Side.of(cells, Cell::client);
    Side byEndpoint = Side.of(cells, Cell::endpoint);
    boolean toAll = byClient.affectedThroughout(affected);
    boolean fromAll = byEndpoint.affectedThroughout(affected);
    if (toAll && byClient.someAffected() && byEndpoint.mostlyWithout(affected)) {
      return CLIENTS;
    }
    boolean someEndpoints = byEndpoint.someAffected() && byClient.mostlyWithout(affected);
    if (fromAll && (byEndpoint.size() == 1 || someEndpoints)) {
      return ENDPOINTS;
    }
    return toAll && fromAll && affected >= NEARLY_ALL * cells.size() ? EVERYWHERE : NOT_CLEAR;
  }

  /** Those that tell whether they have it. */
  private static List<Cell> cells(List<Endpoint> endpoints, Cause cause) {
    List<Spread.Connects> all = new ArrayList<>();
    endpoints.forEach(
        endpoint -> endpoint.destinations().forEach(each -> all.add(connects(each, cause))));
    double enough = Spread.enough(all);
    List<Cell> cells = new ArrayList<>();
    for (int endpoint = 0; endpoint < endpoints.size(); endpoint++) {
      for (Finding finding : endpoints.get(endpoint).destinations()) {
        Spread.Connects connects = connects(finding, cause);
        if (finding.reuse().destination().localAddress() != null
            && (connects.affected() || connects.exposed() >= enough)) {
          cells.add(
              new Cell(
                  Fleet.Client.of(finding.reuse().destination()), endpoint, connects.affected()));
        }
      }
    }
    return cells;
  }

  private static Spread.Connects connects(Finding finding, Cause cause) {
    return Spread.Connects.of(null, finding.reuse().tallies(), finding.causes(), cause);
  }
}

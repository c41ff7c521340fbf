package io.tuplewatch.fleet;

import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Findings.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

  static Scope of(List<Endpoint> endpoints, Cause cause) {
    List<Cell> cells = cells(endpoints, cause);
    Set<Fleet.Client> clients = new HashSet<>();
    Set<Integer> compared = new HashSet<>();
    Set<Fleet.Client> affectedClients = new HashSet<>();
    Set<Integer> affectedEndpoints = new HashSet<>();
    for (Cell cell : cells) {
      clients.add(cell.client());
      compared.add(cell.endpoint());
      if (cell.affected()) {
        affectedClients.add(cell.client());
        affectedEndpoints.add(cell.endpoint());
      }
    }
    long affected = cells.stream().filter(Cell::affected).count();
    long ofClients = cells.stream().filter(c -> affectedClients.contains(c.client())).count();
    long ofEndpoints = cells.stream().filter(c -> affectedEndpoints.contains(c.endpoint())).count();
    boolean acrossClients =
        affected >= NEARLY_ALL * ofEndpoints && ofEndpoints >= 2L * affectedEndpoints.size();
    boolean acrossEndpoints =
        affected >= NEARLY_ALL * ofClients && ofClients >= 2L * affectedClients.size();
    boolean someClients = affectedClients.size() <= HALF * clients.size();
    boolean someEndpoints = affectedEndpoints.size() <= HALF * compared.size();
    if (affected == 0) {
      return NOT_CLEAR;
    }
    if (acrossEndpoints && someClients && affected <= HALF * ofEndpoints) {
      return CLIENTS;
    }
    if (acrossClients
        && (compared.size() == 1 || (someEndpoints && affected <= HALF * ofClients))) {
      return ENDPOINTS;
    }
    return affected >= NEARLY_ALL * cells.size() && acrossClients && acrossEndpoints
        ? EVERYWHERE
        : NOT_CLEAR;
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

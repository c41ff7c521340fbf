package io.tuplewatch.fleet;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Tallies;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis by host and by endpoint. A <b>client</b> is a local address in its realm.
 *
 * @param hosts most failed early reuses first
 * @param endpoints likewise
 * @param spread how many clients have the cause of most failures, to whichever endpoint; null
 *     without failures on the network
 * @param scope what the affected connects have in common
 */
public record Fleet(
    List<FleetHost> hosts, List<Endpoint> endpoints, @Nullable Spread spread, Scope scope) {

  private static final int FEWEST_HOSTS = 3;

  /** A client, by its address in a realm. */
  record Client(String realm, @Nullable String localAddress) {
    static Client of(Destination destination) {
      return new Client(destination.realm(), destination.localAddress());
    }
  }

  /**
   * Whether there are so many hosts that a ranking says more than each of them alone. O(n log n)
   * for n JVMs, however many destinations there are.
   */
  public static boolean large(Diagnosis diagnosis) {
    return FleetHost.of(diagnosis.jvms()).size() >= FEWEST_HOSTS;
  }

  /** O(n log n) for n destinations; see {@link PrefixSearch}. */
  public static Fleet of(Diagnosis diagnosis) {
    List<Finding> findings = diagnosis.findings().destinations();
    List<Endpoint> endpoints = Endpoint.of(findings);
    Cause leading = Ranking.leading(Ranking.sum(findings.stream().map(Finding::causes).toList()));
    return new Fleet(
        FleetHost.of(diagnosis.jvms()),
        endpoints,
        leading == null
            ? null
            : Spread.of(leading, clients(findings, leading), endpoints.size() + 1),
        leading == null ? Scope.NONE : Scope.of(endpoints, leading));
  }

  private static List<Spread.Connects> clients(List<Finding> findings, Cause cause) {
    Map<Client, List<Finding>> byClient = new LinkedHashMap<>();
    for (Finding finding : findings) {
      if (finding.reuse().destination().localAddress() != null) {
        byClient
            .computeIfAbsent(Client.of(finding.reuse().destination()), client -> new ArrayList<>())
            .add(finding);
      }
    }
    List<Spread.Connects> clients = new ArrayList<>();
    byClient.forEach(
        (client, own) ->
            clients.add(
                Spread.Connects.of(
                    client.localAddress(),
                    Tallies.sum(own.stream().map(each -> each.reuse().tallies()).toList()),
                    Ranking.sum(own.stream().map(Finding::causes).toList()),
                    cause)));
    return clients;
  }
}

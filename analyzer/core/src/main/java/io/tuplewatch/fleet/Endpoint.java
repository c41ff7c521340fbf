package io.tuplewatch.fleet;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.parallel.InParallel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A remote address and port, with the connects of all clients to it. One on the loopback interface
 * is that of its own realm alone.
 *
 * @param realm null unless it is on the loopback interface
 * @param host the name that the client with most connects gave
 * @param destinations one for each client, and where local addresses are not known
 * @param tallies of all connects to it
 * @param causes of their failures
 * @param verdicts how many clients have each
 * @param spread how many clients have the cause of most failures; null without failures
 */
public record Endpoint(
    @Nullable String realm,
    String remoteAddress,
    int remotePort,
    @Nullable String host,
    List<Finding> destinations,
    Tallies tallies,
    Map<Cause, Long> causes,
    Map<Verdict, Integer> verdicts,
    @Nullable Spread spread) {

  private record Key(@Nullable String realm, String remoteAddress, int remotePort) {
    static Key of(Destination destination) {
      return new Key(
          destination.loopback() ? destination.realm() : null,
          destination.remoteAddress(),
          destination.remotePort());
    }
  }

  /** Most failed early reuses first. */
  static List<Endpoint> of(List<Finding> findings) {
    Map<Key, List<Finding>> byEndpoint = new LinkedHashMap<>();
    for (Finding finding : findings) {
      byEndpoint
          .computeIfAbsent(Key.of(finding.reuse().destination()), key -> new ArrayList<>())
          .add(finding);
    }
    List<Key> keys = List.copyOf(byEndpoint.keySet());
    List<List<Finding>> each = List.copyOf(byEndpoint.values());
    return InParallel.map(keys.size(), i -> of(keys.get(i), each.get(i), keys.size())).stream()
        .sorted(
            Ranking.<Endpoint>worstFirst(Endpoint::tallies)
                .thenComparing(Endpoint::remoteAddress)
                .thenComparingInt(Endpoint::remotePort)
                .thenComparing(endpoint -> String.valueOf(endpoint.realm())))
        .toList();
  }

  private static Endpoint of(Key key, List<Finding> findings, int endpoints) {
    Map<Cause, Long> causes = Ranking.sum(findings.stream().map(Finding::causes).toList());
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    findings.forEach(finding -> verdicts.merge(finding.verdict(), 1, Integer::sum));
    Cause leading = Ranking.leading(causes);
    return new Endpoint(
        key.realm(),
        key.remoteAddress(),
        key.remotePort(),
        host(findings),
        List.copyOf(findings),
        Tallies.sum(findings.stream().map(finding -> finding.reuse().tallies()).toList()),
        causes,
        verdicts,
        leading == null ? null : Spread.of(leading, connects(findings, leading), endpoints + 1));
  }

  private static List<Spread.Connects> connects(List<Finding> findings, Cause cause) {
    return findings.stream()
        .filter(finding -> finding.reuse().destination().localAddress() != null)
        .map(
            finding ->
                Spread.Connects.of(
                    finding.reuse().destination().localAddress(),
                    finding.reuse().tallies(),
                    finding.causes(),
                    cause))
        .toList();
  }

  private static @Nullable String host(List<Finding> findings) {
    String host = null;
    long most = -1;
    for (Finding finding : findings) {
      long connects = finding.reuse().tallies().all().connects();
      if (finding.reuse().host() != null && connects > most) {
        host = finding.reuse().host();
        most = connects;
      }
    }
    return host;
  }
}

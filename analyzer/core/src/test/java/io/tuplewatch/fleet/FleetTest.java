package io.tuplewatch.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.history.FleetHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Fleets of which the truth is known. */
class FleetTest {

  private static final Duration RECORDED = Duration.ofMinutes(40);

  @Test
  void hostsBehindALingeringFirewallComeFirstAndShareTheirSubnet() {
    FleetHistory history =
        new FleetHistory(1, RECORDED).hosts(21, 1, 3, false).hosts(3, 9, 3, true);

    Fleet fleet = fleet(history, AddressRealm.NAMESPACE);

    List<String> truth =
        history.hosts().stream()
            .filter(host -> host.stopped() > 0)
            .map(FleetHost::hostName)
            .toList();
    assertThat(truth).hasSize(3);
    assertThat(fleet.hosts()).hasSize(24);
    assertThat(fleet.hosts().subList(0, 3))
        .extracting(io.tuplewatch.fleet.FleetHost::hostName)
        .containsExactlyInAnyOrderElementsOf(truth);
    assertThat(fleet.hosts().get(3).tallies().failedEarlyReuses()).isZero();
    assertThat(fleet.scope()).isEqualTo(Scope.CLIENTS);
    Spread spread = fleet.spread();
    assertThat(spread.cause()).isEqualTo(Cause.EARLY_REUSE);
    assertThat(spread.affected()).isEqualTo(3);
    assertThat(spread.clients()).isEqualTo(24);
    assertThat(spread.prefixes())
        .singleElement()
        .satisfies(prefix -> assertThat(prefix.prefix()).startsWith("10.1.9."));
    assertThat(fleet.endpoints())
        .hasSize(3)
        .allSatisfy(endpoint -> assertThat(endpoint.spread().affected()).isEqualTo(3));
  }

  @Test
  void endpointThatFailsFromEveryClientIsThePathNotTheClient() {
    FleetHistory history = new FleetHistory(2, RECORDED).hostsToOneBadEndpoint(12, 1, 4);

    Fleet fleet = fleet(history, AddressRealm.NAMESPACE);

    assertThat(fleet.scope()).isEqualTo(Scope.ENDPOINTS);
    Endpoint worst = fleet.endpoints().get(0);
    assertThat(worst.remoteAddress()).isEqualTo("10.9.0.1");
    assertThat(worst.spread().affected()).isEqualTo(12);
    assertThat(worst.spread().prefixes()).isEmpty();
    assertThat(fleet.endpoints()).hasSize(4);
    assertThat(fleet.endpoints().get(1).tallies().failedEarlyReuses()).isZero();
  }

  @Test
  void rowsOfTheRankingAddUpToTheSummary() {
    FleetHistory history =
        new FleetHistory(3, Duration.ofMinutes(20)).hosts(4, 1, 2, false).hosts(2, 9, 2, true);
    Diagnosis diagnosis = diagnosis(history, AddressRealm.NAMESPACE);

    Fleet fleet = Fleet.of(diagnosis);

    long connects = diagnosis.summary().connects().all().connects();
    assertThat(fleet.hosts().stream().mapToLong(host -> host.tallies().all().connects()).sum())
        .isEqualTo(connects);
    assertThat(diagnosis.jvms().stream().mapToLong(jvm -> jvm.tallies().all().connects()).sum())
        .isEqualTo(connects);
    assertThat(fleet.endpoints().stream().mapToLong(each -> each.tallies().all().connects()).sum())
        .isEqualTo(connects);
    long failures = diagnosis.findings().causes().values().stream().mapToLong(n -> n).sum();
    assertThat(
            fleet.hosts().stream()
                .flatMap(host -> host.causes().values().stream())
                .mapToLong(n -> n)
                .sum())
        .isEqualTo(failures);
    assertThat(fleet.hosts())
        .allSatisfy(host -> assertThat(host.ports().candidates()).isEqualTo(1024));
  }

  private static Fleet fleet(FleetHistory history, AddressRealm realm) {
    return Fleet.of(diagnosis(history, realm));
  }

  private static Diagnosis diagnosis(FleetHistory history, AddressRealm realm) {
    ConnectionLog log = history.log(realm);
    return Diagnosis.of(log, TimeoutSearch.detect(log, null));
  }
}

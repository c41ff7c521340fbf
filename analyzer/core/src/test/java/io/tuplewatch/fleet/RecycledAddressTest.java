package io.tuplewatch.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.FleetHost;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A pod ends, and its address goes to a pod on another node, whose clock is two seconds ahead: the
 * firewall still holds the sessions of the first.
 */
class RecycledAddressTest {

  private static final String POD = "10.244.3.17";
  private static final Duration MOVED = Duration.ofMinutes(30);
  private static final Duration LIFETIME = Duration.ofMinutes(6);
  private static final Duration SKEW = Duration.ofSeconds(2);

  private final LabelledHistory history =
      HistoryGenerator.play(
          Setting.quiet(11)
              .lasting(MOVED.multipliedBy(2))
              .at(2.5)
              .swinging(4)
              .behind(new Firewall(LIFETIME, Firewall.Answer.DROP, 0.8, false)));

  @Test
  void reusesOfTheFormerPodsTuplesAreSeenInASharedRealmOnly() {
    Set<Long> truth = stoppedSoonAfterTheMove();
    assertThat(truth).hasSizeGreaterThan(100);

    assertThat(seenReuses(truth, AddressRealm.SHARED)).isGreaterThan(0.95);
    assertThat(seenReuses(truth, AddressRealm.NAMESPACE)).isZero();
  }

  /** Two namespaces have the destination there, and it has one number for each and one for both. */
  @Test
  void allThatIsToldOfADestinationIsOfBothPodsInASharedRealm() {
    ConnectionLog log = log(AddressRealm.SHARED);
    Diagnosis diagnosis = Diagnosis.of(log, TimeoutSearch.detect(log, null));

    assertThat(diagnosis.findings().destinations())
        .anySatisfy(finding -> assertThat(finding.periods()).isNotEmpty())
        .allSatisfy(
            finding ->
                assertThat(
                        finding.byIdle().stream().mapToLong(row -> row.connects().connects()).sum())
                    .isEqualTo(finding.reuse().tallies().all().connects()));
  }

  /** By sessions of the former pod: no port has come round yet. */
  private Set<Long> stoppedSoonAfterTheMove() {
    Set<Long> stopped = new HashSet<>();
    Set<Integer> ports = new HashSet<>();
    for (Attempt attempt : history.attempts()) {
      if (attempt.start() >= MOVED.toNanos()
          && ports.add(attempt.localPort())
          && attempt.cause() == TrueCause.FIREWALL) {
        stopped.add(attempt.number());
      }
    }
    return stopped;
  }

  /** The share of those that are known to be early reuses, and are told to have failed from it. */
  private double seenReuses(Set<Long> truth, AddressRealm realm) {
    ConnectionLog log = log(realm);
    Diagnosis diagnosis = Diagnosis.of(log, TimeoutSearch.detect(log, null));
    long named = 0;
    for (FailureCause failure : diagnosis.findings().failures()) {
      boolean second = failure.attempt().use().jvmId() == 2;
      if (second && truth.contains(failure.attempt().use().connectionNumber())) {
        boolean seen = failure.attempt().failedEarlyReuse();
        named += seen && failure.cause() == Cause.EARLY_REUSE ? 1 : 0;
      }
    }
    return named / (double) truth.size();
  }

  private ConnectionLog log(AddressRealm realm) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(realm);
    builder.add(pod(1, "node-a", Duration.ZERO).chunkBetween(Duration.ZERO, MOVED));
    builder.add(pod(2, "node-b", SKEW).chunkBetween(MOVED, MOVED.multipliedBy(3)));
    return builder.build(List.of());
  }

  private FleetHost pod(long jvmId, String node, Duration skew) {
    return new FleetHost(
        jvmId, "pod-" + jvmId, node, jvmId, POD, skew, List.of(new FleetHost.Part(history, 0)));
  }
}

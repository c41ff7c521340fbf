package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two pods use one address and one source port, one after the other. */
class AddressRealmTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long EPOCH = 1_700_000_000L * SECOND;
  private static final String POD = "10.244.1.17";

  @Test
  void tupleOfTwoNamespacesIsTwoTuples() {
    assertThat(kinds(AddressRealm.NAMESPACE, "node-1", "node-1"))
        .containsExactly(UseKind.UNKNOWN, UseKind.UNKNOWN);
  }

  @Test
  void namespacesOfOneHostShareItsAddresses() {
    assertThat(kinds(AddressRealm.HOST, "node-1", "node-1"))
        .containsExactly(UseKind.UNKNOWN, UseKind.EARLY_REUSE);
    assertThat(kinds(AddressRealm.HOST, "node-1", "node-2"))
        .containsExactly(UseKind.UNKNOWN, UseKind.UNKNOWN);
  }

  @Test
  void addressThatPassesToAnotherHostKeepsItsTuples() {
    ClassifiedUse reuse = detect(AddressRealm.SHARED, "node-1", "node-2").get(1);

    assertThat(reuse.kind()).isEqualTo(UseKind.EARLY_REUSE);
    assertThat(Duration.ofNanos(reuse.idle())).isEqualTo(Duration.ofSeconds(9));
    assertThat(reuse.failedEarlyReuse()).isTrue();
    assertThat(reuse.use().wallTime()).isEqualTo(EPOCH + 20 * SECOND);
  }

  @Test
  void wallClockThatWasSetLeavesNoTraceInTimesOfItsOwnHost() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(AddressRealm.SHARED);
    ChunkEvents before = pod(7, "node-1", EPOCH - 3600 * SECOND, 10, "CONNECTED");
    ChunkEvents after = pod(7, "node-1", EPOCH, 20, "CONNECTED");
    builder.add(before);
    builder.add(after);

    ConnectionLog log = builder.build(List.of());

    assertThat(log.uses().stream().map(Use::start))
        .containsExactlyInAnyOrder(EPOCH + 10 * SECOND, EPOCH + 20 * SECOND);
  }

  @Test
  void failedConnectHasTheAddressOfItsOwnNamespace() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(AddressRealm.SHARED);
    builder.add(pod(7, "node-1", EPOCH, 10, "CONNECTED"));
    ChunkEvents other = pod(8, "node-2", EPOCH, 20, "CONNECTED");
    other.connects().add(connect(8, EPOCH + 30 * SECOND, "0.0.0.0", "TIMED_OUT", 2));
    builder.add(other);
    ChunkEvents third = chunk(9, "node-3", EPOCH);
    third.connects().add(connect(9, EPOCH + 40 * SECOND, "10.244.1.99", "CONNECTED", 1));
    builder.add(third);

    assertThat(builder.build(List.of()).uses())
        .filteredOn(use -> use.result() == AttemptResult.FAILED)
        .singleElement()
        .satisfies(use -> assertThat(use.key().tuple().localAddress()).isEqualTo(POD));
  }

  @Test
  void portsAreStillSelectedWithinANamespace() {
    ConnectionLog log = log(AddressRealm.SHARED, "node-1", "node-2");
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofMinutes(1));

    List<RecordedDestination> destinations = RecordedLoad.of(log, reuses, 10).destinations();

    assertThat(Diagnosis.of(log, reuses).destinations()).hasSize(1);
    assertThat(destinations)
        .extracting(each -> each.key().realm())
        .containsExactlyInAnyOrder("node-1/7", "node-2/8");
  }

  @Test
  void kernelsCountIsThatOfItsNamespace() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(AddressRealm.SHARED);
    ChunkEvents first = pod(7, "node-1", EPOCH, 10, "CONNECTED");
    first.hostTcp().add(new HostTcpEvent(7, EPOCH + SECOND, 100));
    first.hostTcp().add(new HostTcpEvent(7, EPOCH + 50 * SECOND, 101));
    builder.add(first);
    ChunkEvents second = pod(8, "node-2", EPOCH, 20, "CONNECTED");
    second.hostTcp().add(new HostTcpEvent(8, EPOCH + SECOND, 5));
    second.hostTcp().add(new HostTcpEvent(8, EPOCH + 50 * SECOND, 8));
    builder.add(second);
    ConnectionLog log = builder.build(List.of());

    Diagnosis diagnosis = Diagnosis.of(log, ReuseDetector.detect(log, Duration.ofMinutes(1)));

    assertThat(diagnosis.quality().counts()).containsEntry(QualityCounter.UNSEEN_CONNECTS, 2L);
  }

  private static List<UseKind> kinds(AddressRealm realm, String first, String second) {
    return detect(realm, first, second).stream().map(ClassifiedUse::kind).toList();
  }

  private static List<ClassifiedUse> detect(AddressRealm realm, String first, String second) {
    return List.copyOf(
        ReuseDetector.detect(log(realm, first, second), Duration.ofMinutes(1)).uses());
  }

  private static ConnectionLog log(AddressRealm realm, String first, String second) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(realm);
    builder.add(pod(7, first, EPOCH, 10, "CONNECTED"));
    builder.add(pod(8, second, EPOCH, 20, "TIMED_OUT"));
    return builder.build(List.of());
  }

  /** A pod that connects once, the connection open for a second, on a host that has just booted. */
  private static ChunkEvents pod(long jvmId, String bootId, long boot, int second, String outcome) {
    ChunkEvents chunk = chunk(jvmId, bootId, boot);
    long start = boot + second * SECOND;
    chunk.connects().add(connect(jvmId, start, POD, outcome, boot == EPOCH ? 1 : 0));
    if (outcome.equals("CONNECTED")) {
      chunk
          .closes()
          .add(
              RecordedConnection.number(boot == EPOCH ? 1 : 0)
                  .jvm(jvmId)
                  .to("10.9.0.1", 443)
                  .from(POD, 40_000)
                  .close(start + SECOND, "LOCAL"));
    }
    return chunk;
  }

  private static ConnectEvent connect(
      long jvmId, long start, String local, String outcome, long number) {
    return RecordedConnection.number(number)
        .jvm(jvmId)
        .to("10.9.0.1", 443)
        .from(local, 40_000)
        .connect(start, start + SECOND / 1000, outcome);
  }

  private static ChunkEvents chunk(long jvmId, String bootId, long boot) {
    ChunkEvents chunk = ChunkEvents.between(boot, boot + 60 * SECOND);
    chunk
        .settings()
        .add(
            RecordedSettings.at(boot)
                .jvm(jvmId)
                .host("pod-" + jvmId)
                .boot(bootId)
                .namespace(jvmId)
                .offset(boot)
                .event());
    return chunk;
  }
}

package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLogBuilderTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long OFFSET = 1_000_000 * SECOND;

  private final ChunkEvents first = ChunkEvents.startingAt(OFFSET);
  private final ChunkEvents second = ChunkEvents.startingAt(OFFSET + 100 * SECOND);

  @Test
  void connectAndCloseOfDifferentChunksAreOneUseOnTheMonotonicClock() {
    first.settings().add(settings(OFFSET, OFFSET));
    first.connects().add(connect(1, OFFSET + 5 * SECOND, Outcome.CONNECTED.name(), 40_000));
    second.settings().add(settings(OFFSET + 107 * SECOND, OFFSET + 7 * SECOND));
    second.closes().add(close(1, OFFSET + 117 * SECOND));

    Use use = build().uses().get(0);

    assertThat(use.start()).isEqualTo(5 * SECOND);
    assertThat(use.attemptEnd()).isEqualTo(7 * SECOND);
    assertThat(use.close()).isEqualTo(110 * SECOND);
    assertThat(use.wallTime()).isEqualTo(OFFSET + 5 * SECOND);
    assertThat(use.closedBy()).isEqualTo(ClosedBy.REMOTE);
    assertThat(use.key().realm()).isEqualTo("boot/4026531840");
  }

  @Test
  void historyBeginsWithTheFirstEventOfTheSameJvm() {
    first.settings().add(settings(OFFSET + SECOND, OFFSET));
    first.connects().add(connect(1, OFFSET + 5 * SECOND, Outcome.REFUSED.name(), 40_000));

    ConnectionLog log = build();

    assertThat(log.historyBefore(log.uses().get(0))).isEqualTo(4 * SECOND);
  }

  @Test
  void historyDoesNotReachAcrossAHole() {
    first.settings().add(settings(OFFSET, OFFSET));
    first.closes().add(close(2, OFFSET + 10 * SECOND));
    second.connects().add(connect(1, OFFSET + 130 * SECOND, Outcome.REFUSED.name(), 40_000));
    second.closes().add(close(3, OFFSET + 101 * SECOND));

    ConnectionLog log = build();

    assertThat(log.historyBefore(use(log, 1))).isEqualTo(29 * SECOND);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.RECORDING_HOLES, 1L);
  }

  @Test
  void chunkThatReachesToTheNextOneLeavesNoHole() {
    ChunkEvents whole = ChunkEvents.between(first.start(), second.start());
    whole.settings().add(settings(OFFSET, OFFSET));
    second.connects().add(connect(1, OFFSET + 130 * SECOND, Outcome.REFUSED.name(), 40_000));

    ConnectionLog log = build(whole, second);

    assertThat(log.historyBefore(use(log, 1))).isEqualTo(130 * SECOND);
    assertThat(log.quality().counts()).doesNotContainKey(QualityCounter.RECORDING_HOLES);
  }

  @Test
  void damagedChunkIsAHoleThoughItsEventsCount() {
    ChunkEvents whole = ChunkEvents.between(OFFSET, OFFSET + 50 * SECOND);
    whole.settings().add(settings(OFFSET, OFFSET));
    ChunkEvents damaged =
        ChunkEvents.between(OFFSET + 50 * SECOND, OFFSET + 100 * SECOND).damaged();
    damaged.connects().add(connect(2, OFFSET + 60 * SECOND, Outcome.REFUSED.name(), 40_000));
    second.connects().add(connect(1, OFFSET + 130 * SECOND, Outcome.REFUSED.name(), 40_000));
    second.closes().add(close(3, OFFSET + 101 * SECOND));

    ConnectionLog log = build(whole, damaged, second);

    assertThat(log.historyBefore(use(log, 2))).isZero();
    assertThat(log.historyBefore(use(log, 1))).isEqualTo(29 * SECOND);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.RECORDING_HOLES, 1L);
  }

  @Test
  void withoutSettingsTheRealmIsTheJvmItselfAndQualitySaysSo() {
    first.connects().add(connect(1, OFFSET, Outcome.CONNECTED.name(), 40_000));

    ConnectionLog log = build();

    assertThat(log.uses().get(0).key().realm()).isEqualTo("jvm 7");
    assertThat(log.quality().counts())
        .isEqualTo(
            Map.of(
                QualityCounter.EVENTS_WITHOUT_CLOCK_OFFSET, 1L,
                QualityCounter.JVMS_WITHOUT_NAMESPACE, 1L,
                QualityCounter.CONNECTIONS_WITHOUT_CLOSE, 1L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0", "::", "0:0:0:0:0:0:0:0", "::ffff:0.0.0.0", "0:0:0:0:0:0:0:0%eth0", ""})
  void everySpellingOfTheWildcardIsResolvedToTheOnlyAddressSeen(String wildcard) {
    first.connects().add(connect(1, OFFSET, Outcome.CONNECTED.name(), 40_000));
    first.connects().add(connectFrom(wildcard, 2, OFFSET, Outcome.REFUSED.name(), 40_002));

    assertThat(build().uses())
        .extracting(use -> use.key().tuple().localAddress())
        .containsOnly("10.0.0.5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "::1", "0:0:0:0:0:0:0:1", "fe80::%eth0", "::ffff:10.0.0.0"})
  void addressesThatOnlyLookLikeTheWildcardStay(String address) {
    first.connects().add(connectFrom(address, 1, OFFSET, Outcome.CONNECTED.name(), 40_000));

    assertThat(build().uses().get(0).key().tuple().localAddress()).isEqualTo(address);
  }

  @Test
  void wildcardWithoutACandidateStaysOneForAll() {
    first.connects().add(connectFrom("::", 1, OFFSET, Outcome.REFUSED.name(), 40_000));
    first.connects().add(connectFrom("0.0.0.0", 2, OFFSET, Outcome.REFUSED.name(), 40_000));

    List<Use> uses = build().uses();

    assertThat(uses.get(0).key()).isEqualTo(uses.get(1).key());
    assertThat(uses.get(0).key().tuple().localAddress()).isEqualTo("0.0.0.0");
  }

  @Test
  void addressSeenTowardTheDestinationIsPreferredToOthersTowardItsHost() {
    first.connects().add(connectFrom("10.0.0.5", 1, OFFSET, "CONNECTED", 40_000));
    first.connects().add(toPort(5432, connectFrom("10.0.0.6", 2, OFFSET, "CONNECTED", 40_000)));
    first.connects().add(connectFrom("0.0.0.0", 3, OFFSET, "REFUSED", 40_000));
    first.connects().add(toPort(5432, connectFrom("0.0.0.0", 4, OFFSET, "REFUSED", 40_000)));

    ConnectionLog log = build();

    assertThat(use(log, 3).key().tuple().localAddress()).isEqualTo("10.0.0.5");
    assertThat(use(log, 4).key().tuple().localAddress()).isEqualTo("10.0.0.6");
    assertThat(log.quality().counts()).doesNotContainKey(QualityCounter.AMBIGUOUS_LOCAL_ADDRESSES);
  }

  @Test
  void addressSeenTowardTheHostCountsWhereNoneWasTowardThePort() {
    first.connects().add(connectFrom("10.0.0.5", 1, OFFSET, "CONNECTED", 40_000));
    first.connects().add(toPort(5432, connectFrom("0.0.0.0", 2, OFFSET, "REFUSED", 40_000)));

    assertThat(use(build(), 2).key().tuple().localAddress()).isEqualTo("10.0.0.5");
  }

  @Test
  void oneOfSeveralLocalAddressesIsNotKnown() {
    first.connects().add(connectFrom("10.0.0.5", 1, OFFSET, "CONNECTED", 40_000));
    first.connects().add(connectFrom("10.0.0.6", 2, OFFSET, "CONNECTED", 40_000));
    first.connects().add(connectFrom("0.0.0.0", 3, OFFSET, "REFUSED", 40_000));

    ConnectionLog log = build();

    assertThat(use(log, 3).key().tuple().known()).isFalse();
    assertThat(log.quality().counts()).containsEntry(QualityCounter.AMBIGUOUS_LOCAL_ADDRESSES, 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "ADDRESS_NOT_AVAILABLE, 0, ADDRESS_NOT_AVAILABLE",
    "ADDRESS_NOT_AVAILABLE, 40000, ADDRESS_NOT_AVAILABLE",
    "TUPLE_IN_USE, 40000, TUPLE_IN_USE",
    "REFUSED_LOCALLY, 0, REFUSED_LOCALLY",
    "INVALID_DESTINATION, 0, INVALID_DESTINATION",
    "NO_RESOURCES, 0, NO_RESOURCES",
    "UNREACHABLE, 0, NO_ROUTE",
    "CLOSED, 0, CLOSED_BY_APPLICATION",
    "TIMED_OUT, 0, OTHER",
    "CONNECTED, 0, OTHER"
  })
  void attemptThatUsedNoTupleIsCountedApart(String outcome, int localPort, AttemptResult result) {
    first.connects().add(connect(1, OFFSET, outcome, localPort));

    ConnectionLog log = build();

    assertThat(log.uses()).isEmpty();
    assertThat(log.withoutTuple()).isEqualTo(Map.of(result, 1L));
  }

  @ParameterizedTest
  @CsvSource({"UNREACHABLE, NO_ROUTE", "ADDRESS_NOT_AVAILABLE, ADDRESS_NOT_AVAILABLE"})
  void boundSocketWithoutASynIsCountedApartLikeAnyOther(String outcome, AttemptResult result) {
    first.connects().add(bound(connectFrom("0.0.0.0", 1, OFFSET, outcome, 0)));
    first.connects().add(connect(2, OFFSET + SECOND, Outcome.CONNECTED.name(), 40_000));

    ConnectionLog log = build();

    assertThat(log.uses()).extracting(Use::connectionNumber).containsExactly(2L);
    assertThat(log.withoutTuple()).isEqualTo(Map.of(result, 1L));
    assertThat(log.quality().counts()).doesNotContainKey(QualityCounter.MALFORMED_EVENTS);
  }

  @Test
  void boundSocketThatSentASynFails() {
    first.connects().add(bound(connect(1, OFFSET, Outcome.UNREACHABLE.name(), 40_000)));

    assertThat(build().uses().get(0).result()).isEqualTo(AttemptResult.FAILED);
  }

  @Test
  void unknownOutcomeIsNoVerdict() {
    first.connects().add(connect(1, OFFSET, "TELEPORTED", 40_000));

    ConnectionLog log = build();

    assertThat(log.uses().get(0).result()).isEqualTo(AttemptResult.OTHER);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.UNKNOWN_OUTCOMES, 1L);
  }

  @ParameterizedTest
  @CsvSource({"-1, 40000", "0, 40000", "65536, 40000", "443, -1", "443, 65536"})
  void impossiblePortsAreLeftOutAndCounted(int port, int localPort) {
    ConnectEvent good = connect(1, OFFSET, Outcome.CONNECTED.name(), localPort);
    first
        .connects()
        .add(
            RecordedConnection.number(1)
                .to(good.address(), port)
                .from(good.localAddress(), localPort)
                .connect(OFFSET, OFFSET, good.outcome()));

    ConnectionLog log = build();

    assertThat(log.uses()).isEmpty();
    assertThat(log.quality().counts()).containsEntry(QualityCounter.MALFORMED_EVENTS, 1L);
  }

  @Test
  void chunkFoundTwiceCountsOnce() {
    first.connects().add(connect(1, OFFSET, Outcome.CONNECTED.name(), 40_000));
    first.closes().add(close(1, OFFSET + SECOND));
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(first);
    builder.add(first);

    ConnectionLog log = builder.build(List.of());

    assertThat(log.uses()).hasSize(1);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.DUPLICATE_EVENTS, 2L);
  }

  @Test
  void noEventIsAnEmptyLog() {
    ConnectionLog log = build();

    assertThat(log.uses()).isEmpty();
    assertThat(log.jvms()).isEmpty();
    assertThat(log.from()).isZero();
    assertThat(log.to()).isZero();
  }

  private ConnectionLog build() {
    return build(second, first);
  }

  private static ConnectionLog build(ChunkEvents... chunks) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    for (ChunkEvents chunk : chunks) {
      builder.add(chunk);
    }
    return builder.build(List.of());
  }

  private static Use use(ConnectionLog log, long number) {
    return log.uses().stream().filter(use -> use.connectionNumber() == number).findAny().get();
  }

  /** Pending for 2 s, so as not to count as quick where that matters. */
  private static ConnectEvent connect(long id, long start, String outcome, int localPort) {
    return connectFrom("10.0.0.5", id, start, outcome, localPort);
  }

  private static ConnectEvent connectFrom(
      String local, long id, long start, String outcome, int localPort) {
    return RecordedConnection.number(id)
        .from(local, localPort)
        .connect(start, start + 2 * SECOND, outcome);
  }

  private static ConnectEvent bound(ConnectEvent connect) {
    return RecordedConnection.number(connect.connectionId())
        .to(connect.address(), connect.port())
        .from(connect.localAddress(), connect.localPort())
        .bound(true)
        .connect(connect.start(), connect.end(), connect.outcome());
  }

  private static ConnectEvent toPort(int port, ConnectEvent connect) {
    return RecordedConnection.number(connect.connectionId())
        .to(connect.address(), port)
        .from(connect.localAddress(), connect.localPort())
        .connect(connect.start(), connect.end(), connect.outcome());
  }

  private static CloseEvent close(long id, long time) {
    return RecordedConnection.number(id).close(time, ClosedBy.REMOTE.name());
  }

  private static SettingsEvent settings(long time, long offset) {
    return RecordedSettings.at(time).offset(offset).event();
  }
}

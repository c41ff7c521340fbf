package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One errno, EADDRNOTAVAIL; candidates are 40,000 to 40,999 but for the reserved ones. */
class SourceFailuresTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long BOOT = 1_000_000 * SECOND;

  private final ChunkEvents chunk = ChunkEvents.startingAt(BOOT);

  @ParameterizedTest
  @CsvSource({
    "100, 850, '', PORT_EXHAUSTION",
    "100, 350, 40000-40499, PORT_EXHAUSTION",
    "100, 500, '', ADDRESS_NOT_AVAILABLE",
    "100, 350, '', NO_LOCAL_ADDRESS",
    "5, 0, '', NO_LOCAL_ADDRESS",
    "-1, -1, '', ADDRESS_NOT_AVAILABLE"
  })
  void kernelsCountAgainstTheCandidatesTellsWhatWasMissing(
      long inUse, long timeWait, String reserved, AttemptResult result) {
    chunk.settings().add(settings(40_000, 40_999, reserved));
    chunk.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, 0, inUse, timeWait));
    chunk.connects().add(connect(1, 15, Outcome.ADDRESS_NOT_AVAILABLE, 0));

    assertThat(results()).isEqualTo(Map.of(result, 1L));
  }

  @Test
  void tuplesRecordedTowardTheDestinationCountWhereTheKernelWasAskedTooLate() {
    chunk.settings().add(settings(40_000, 40_009, ""));
    chunk.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, 0, 1, 0));
    for (int i = 0; i < 9; i++) {
      chunk.connects().add(connect(i, 14, Outcome.CONNECTED, 40_000 + i));
    }
    chunk.connects().add(connect(9, 15, Outcome.ADDRESS_NOT_AVAILABLE, 0));

    assertThat(results()).isEqualTo(Map.of(AttemptResult.PORT_EXHAUSTION, 1L));
  }

  @Test
  void addressIsNotSaidToBeMissingWhereTheDestinationWasConnectedToJustBefore() {
    chunk.settings().add(settings(40_000, 40_999, ""));
    chunk.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, 0, 1, 0));
    chunk.connects().add(connect(1, 14, Outcome.CONNECTED, 40_000));
    chunk.connects().add(connect(2, 15, Outcome.ADDRESS_NOT_AVAILABLE, 0));
    chunk.connects().add(connect(3, 95, Outcome.ADDRESS_NOT_AVAILABLE, 0));
    chunk.hostTcp().add(new HostTcpEvent(7, BOOT + 90 * SECOND, 0, 1, 0));

    assertThat(results())
        .isEqualTo(
            Map.of(AttemptResult.ADDRESS_NOT_AVAILABLE, 1L, AttemptResult.NO_LOCAL_ADDRESS, 1L));
  }

  @Test
  void countOfTooLongAgoSaysNothing() {
    chunk.settings().add(settings(40_000, 40_999, ""));
    chunk.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, 0, 1, 0));
    chunk.connects().add(connect(1, 40, Outcome.ADDRESS_NOT_AVAILABLE, 0));

    assertThat(results()).isEqualTo(Map.of(AttemptResult.ADDRESS_NOT_AVAILABLE, 1L));
  }

  private Map<AttemptResult, Long> results() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    return builder.build(List.of()).withoutTuple();
  }

  private static ConnectEvent connect(long id, long seconds, Outcome outcome, int localPort) {
    long start = BOOT + seconds * SECOND;
    return RecordedConnection.number(id)
        .from(localPort == 0 ? null : "10.0.0.5", localPort)
        .connect(start, start + 1000, outcome.name());
  }

  private static SettingsEvent settings(int low, int high, String reserved) {
    return RecordedSettings.at(BOOT).ports(low, high).reserved(reserved, 1).offset(BOOT).event();
  }
}

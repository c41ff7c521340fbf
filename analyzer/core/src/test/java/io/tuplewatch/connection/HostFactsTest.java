package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.recording.StatusEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the kernel and the agent said of themselves. */
class HostFactsTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long BOOT = 1_000_000 * SECOND;

  private final ChunkEvents first = ChunkEvents.startingAt(BOOT);
  private final ChunkEvents second = ChunkEvents.startingAt(BOOT + 100 * SECOND);

  @Test
  void opensOfANamespaceReachFromTheFirstCountOfAnyJvmToTheLast() {
    first.settings().add(settings(7, BOOT, BOOT));
    first.settings().add(settings(8, BOOT, BOOT));
    first.hostTcp().add(new HostTcpEvent(7, BOOT + 20 * SECOND, 1010));
    first.hostTcp().add(new HostTcpEvent(8, BOOT + 10 * SECOND, 1000));
    second.hostTcp().add(new HostTcpEvent(7, BOOT + 110 * SECOND, 1500));
    second.hostTcp().add(new HostTcpEvent(8, BOOT + 120 * SECOND, 1600));

    List<NamespaceOpens> opens = build().opens();

    assertThat(opens)
        .containsExactly(
            new NamespaceOpens(
                "boot/4026531840", "boot/4026531840", 10 * SECOND, 120 * SECOND, 1000, 1600));
    assertThat(opens.get(0).count()).isEqualTo(600);
  }

  @Test
  void kernelThatDoesNotCountLeavesNothing() {
    first.settings().add(settings(7, BOOT, BOOT));
    first.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, -1));

    assertThat(build().opens()).isEmpty();
  }

  @Test
  void connectsThatAnAgentWasToldToLeaveOutAreNotThoseOfOthers() {
    first.settings().add(settings(7, BOOT, BOOT));
    first.statuses().add(new StatusEvent(7, BOOT + SECOND, 0, 0, 0, 0, false, false));
    first.hostTcp().add(new HostTcpEvent(7, BOOT + 10 * SECOND, 1000));
    second.hostTcp().add(new HostTcpEvent(7, BOOT + 110 * SECOND, 1500));

    assertThat(build().opens()).isEmpty();
  }

  @Test
  void clockThatWasSetIsCountedAndOneThatWasSlewedIsNot() {
    first.settings().add(settings(7, BOOT, BOOT));
    first.settings().add(settings(8, BOOT, BOOT));
    second.settings().add(settings(7, BOOT + 100 * SECOND, BOOT + 60 * SECOND));
    second.settings().add(settings(8, BOOT + 100 * SECOND, BOOT + SECOND / 10));

    assertThat(build().quality().counts()).containsEntry(QualityCounter.CLOCK_STEPS, 1L);
  }

  @Test
  void errorsOfTheAgentAreThoseOfItsLastCount() {
    first.settings().add(settings(7, BOOT, BOOT));
    first.statuses().add(new StatusEvent(7, BOOT + SECOND, 0, 0, 1, 2, true, true));
    second.statuses().add(new StatusEvent(7, BOOT + 101 * SECOND, 0, 0, 3, 5, true, true));

    assertThat(build().quality().counts())
        .containsEntry(QualityCounter.AGENT_ERRORS, 5L)
        .containsEntry(QualityCounter.FAILED_BINDS, 3L);
  }

  private ConnectionLog build() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(second);
    builder.add(first);
    return builder.build(List.of());
  }

  private static SettingsEvent settings(long jvmId, long time, long offset) {
    return RecordedSettings.at(time).jvm(jvmId).offset(offset).event();
  }
}

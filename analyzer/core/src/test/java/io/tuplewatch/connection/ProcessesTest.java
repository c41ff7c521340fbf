package io.tuplewatch.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two processes that one snapshot was restored to have one JVM id, and count on from one number.
 */
class ProcessesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long BOOT = 1_000_000 * SECOND;
  private static final int CONNECTS = 100;

  @Test
  void processesOfOneJvmIdOnTwoHostsAreBothKept() {
    ConnectionLog log = read(chunk("boot-1", 0), chunk("boot-2", 0));

    assertThat(log.uses()).hasSize(2 * CONNECTS);
    assertThat(log.jvms()).hasSize(2).containsKey(77L);
    assertThat(log.quality().counts())
        .containsEntry(QualityCounter.PROCESSES_OF_ONE_JVM_ID, 1L)
        .doesNotContainKey(QualityCounter.DUPLICATE_EVENTS);
  }

  /** Of another run, so that reports of the same recordings are equal. */
  @Test
  void secondProcessHasTheSameIdInEveryRun() {
    ConnectionLog log = read(chunk("boot-1", 0), chunk("boot-2", 0));

    assertThat(log.jvms()).containsOnlyKeys(77L, 3_807_383_876_510_306_009L);
  }

  @Test
  void processesOfOneJvmIdOnOneHostAreToldApartByWhatTheySayOfTheSameConnection() {
    ConnectionLog log = read(chunk("boot-1", 0), chunk("boot-1", 5));

    assertThat(log.uses()).hasSize(2 * CONNECTS);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.PROCESSES_OF_ONE_JVM_ID, 1L);
  }

  @Test
  void laterChunksGoToTheProcessTheyAreOf() {
    ConnectionLog log =
        read(
            chunk("boot-1", 0),
            chunk("boot-2", 0),
            chunk("boot-2", 0),
            chunk("boot-1", 5),
            chunk("boot-1", 5));

    assertThat(log.uses()).hasSize(3 * CONNECTS);
    assertThat(log.quality().counts()).containsEntry(QualityCounter.PROCESSES_OF_ONE_JVM_ID, 2L);
  }

  @Test
  void chunkFoundTwiceIsOfOneProcess() {
    ConnectionLog log = read(chunk("boot-1", 0), chunk("boot-1", 0));

    assertThat(log.uses()).hasSize(CONNECTS);
    assertThat(log.quality().counts())
        .doesNotContainKey(QualityCounter.PROCESSES_OF_ONE_JVM_ID)
        .containsEntry(QualityCounter.DUPLICATE_EVENTS, (long) CONNECTS);
  }

  private static ConnectionLog read(ChunkEvents... chunks) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    for (ChunkEvents chunk : chunks) {
      builder.add(chunk);
    }
    return builder.build(List.of());
  }

  /** {@code later} is by how many ns its connects are later than those of another. */
  private static ChunkEvents chunk(String boot, long later) {
    ChunkEvents chunk = ChunkEvents.startingAt(BOOT);
    chunk.settings().add(settings(boot));
    for (int i = 0; i < CONNECTS; i++) {
      chunk.connects().add(connect(1000 + i, BOOT + i * SECOND + later));
    }
    return chunk;
  }

  private static ConnectEvent connect(long id, long start) {
    return RecordedConnection.number(id)
        .jvm(77)
        .from((int) (40_000 + id))
        .connect(start, start + 1000, Outcome.CONNECTED.name());
  }

  private static SettingsEvent settings(String boot) {
    return RecordedSettings.at(BOOT).jvm(77).boot(boot).offset(BOOT).event();
  }
}

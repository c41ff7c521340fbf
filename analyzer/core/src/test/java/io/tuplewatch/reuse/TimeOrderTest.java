package io.tuplewatch.reuse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.recording.ChunkEvents;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of one tuple at the very same moment. */
class TimeOrderTest {

  private static final long NOW = 1_700_000_000_000_000_000L;

  private final ChunkEvents chunk = ChunkEvents.startingAt(NOW);

  @Test
  void loneCloseComesBeforeAConnectWhateverTheirNumbers() {
    connect(1, "REFUSED");
    close(2);

    ClassifiedUse refused = detect().get(0);

    assertThat(refused.kind()).isEqualTo(UseKind.EARLY_REUSE);
    assertThat(refused.idle()).isZero();
    assertThat(refused.failedEarlyReuse()).isTrue();
  }

  @Test
  void knownEndComesBeforeAnUnknownOneThenTheLowerNumber() {
    connect(1, "CONNECTED");
    connect(3, "REFUSED");
    connect(2, "REFUSED");

    assertThat(detect().stream().sorted((a, b) -> ReuseDetector.IN_TIME.compare(a.use(), b.use())))
        .extracting(use -> use.use().connectionNumber())
        .containsExactly(2L, 3L, 1L);
  }

  private List<ClassifiedUse> detect() {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    return ReuseDetector.detect(log, Duration.ofMinutes(1)).uses();
  }

  private void connect(long id, String outcome) {
    chunk.connects().add(RecordedConnection.number(id).connect(NOW, NOW, outcome));
  }

  private void close(long id) {
    chunk.closes().add(RecordedConnection.number(id).close(NOW, "LOCAL"));
  }
}

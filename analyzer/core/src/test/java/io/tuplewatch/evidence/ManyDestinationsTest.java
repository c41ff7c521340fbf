package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.reuse.ReuseDetector;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Many destinations are gone through one after the other, few at once. */
class ManyDestinationsTest {

  private static final int DESTINATIONS = 1500;
  private static final int CONNECTS = 30_000;
  private static final long SECOND = 1_000_000_000L;

  @Test
  void evidenceOfADestinationIsTheSameAmongManyAsAlone() {
    Evidence all = evidence(destination -> true);

    for (int one = 0; one < DESTINATIONS; one += 500) {
      int number = one;
      DestinationEvidence alone = of(evidence(destination -> destination == number), one);
      DestinationEvidence among = of(all, one);

      assertThat(among.comparison()).isEqualTo(alone.comparison());
      assertThat(among.bands()).isEqualTo(alone.bands());
      assertThat(among.lifetime()).isEqualTo(alone.lifetime());
    }
  }

  private static DestinationEvidence of(Evidence evidence, int destination) {
    return evidence.destination(new Destination("jvm 7", "10.0.0.5", address(destination), 443));
  }

  private static String address(int destination) {
    return "10.1." + destination / 256 + "." + destination % 256;
  }

  /** The connects to some of the destinations; always the same of each. */
  private static Evidence evidence(IntPredicate destinations) {
    SplittableRandom random = new SplittableRandom(5);
    ChunkEvents chunk = ChunkEvents.startingAt(0);
    for (int id = 0; id < CONNECTS; id++) {
      int destination = random.nextInt(DESTINATIONS);
      String outcome = random.nextInt(5) == 0 ? "REFUSED" : "CONNECTED";
      int port = 40_000 + random.nextInt(4);
      boolean begin = id == 0; // when recording begins is the same for all
      if (begin || destinations.test(destination)) {
        chunk.connects().add(connect(id, destination, port, outcome));
      }
    }
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    ConnectionLog log = builder.build(List.of());
    return Evidence.of(log.opens(), ReuseDetector.detect(log, Duration.ofSeconds(60)));
  }

  private static ConnectEvent connect(int id, int destination, int port, String outcome) {
    long start = id * SECOND / 10;
    return RecordedConnection.number(id)
        .host("db")
        .to(address(destination), 443)
        .from(port)
        .connect(start, start, outcome);
  }
}

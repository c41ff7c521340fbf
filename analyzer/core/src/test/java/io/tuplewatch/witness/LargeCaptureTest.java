package io.tuplewatch.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.Attempt;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.PlayedPackets;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.witness.CaptureSource.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM with a small heap reads captures of a busy link: data, and SYNs of others to the same
 * server. {@code -Dtuplewatch.capture-megabytes=2000} is the size that is asked for, in 256 MB.
 */
class LargeCaptureTest {

  private static final int MEGABYTES = Integer.getInteger("tuplewatch.capture-megabytes", 60);
  private static final String HEAP = MEGABYTES >= 1000 ? "-Xmx256m" : "-Xmx40m";

  @TempDir private Path folder;

  @Test
  void memoryDoesNotGrowWithTheCapture() throws Exception {
    LabelledHistory history = history();
    PlayedPackets packets = PlayedPackets.of(history);
    packets.filledWith(MEGABYTES / 3).write(file("client"), file("server"));
    assertThat(Files.size(file("client"))).isGreaterThan(MEGABYTES * 900_000L);

    String seen = readInASmallHeap();

    ClassifiedUses uses = uses(history);
    Map<Seen, Long> truth = new EnumMap<>(Seen.class);
    for (int index = 0; index < uses.size(); index++) {
      if (uses.result(index) == AttemptResult.FAILED) {
        Attempt attempt = history.attempt(uses.get(index).use().connectionNumber());
        truth.merge(packets.truth(attempt), 1L, Long::sum);
      }
    }
    assertThat(seen).isEqualTo(truth.toString());
  }

  private String readInASmallHeap() throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-cp",
                System.getProperty("java.class.path"),
                LargeCaptureTest.class.getName(),
                file("client").toString(),
                file("server").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
    assertThat(child.onExit().join().exitValue()).as(said).isZero();
    return said;
  }

  /** The child: prints what it saw. */
  public static void main(String[] captures) throws UnusableCaptureException {
    List<CaptureSource> sources =
        List.of(
            new CaptureSource(Side.CLIENT, Path.of(captures[0])),
            new CaptureSource(Side.SERVER, Path.of(captures[1])));
    System.out.println(CaptureEvidence.of(uses(history()), sources).counts());
  }

  private static LabelledHistory history() {
    return HistoryGenerator.play(
        Setting.quiet(1)
            .at(0.5)
            .waiting(Duration.ofMillis(1_500))
            .losing(0.2)
            .behind(new Firewall(Duration.ofHours(1), Firewall.Answer.DROP, 1, false)));
  }

  private static ClassifiedUses uses(LabelledHistory history) {
    return TimeoutSearch.detect(history.log(), null).uses();
  }

  private Path file(String name) {
    return folder.resolve(name + ".pcap");
  }
}

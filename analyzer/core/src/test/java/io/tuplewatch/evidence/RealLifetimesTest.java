package io.tuplewatch.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Firewalls of 5, 12 and 20 s between real kernels, each recording with 30 failures or more. */
class RealLifetimesTest {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "natural-drop",
        "natural-reset",
        "icmp-reject",
        "tw-reuse",
        "loss-firewall",
        "server-down",
        "server-down-again",
        "several-jvms",
        "lifetime-12s",
        "lifetime-20s"
      })
  void intervalHoldsTheFirewallsTimeoutWhicheverTimeoutWasAskedAbout(String sample)
      throws IOException {
    Path directory = SAMPLES.resolve(sample);
    String facts = Files.readString(directory.resolve("facts"));
    Duration timeout = Duration.ofSeconds(Long.parseLong(facts.split(" ", -1)[0]));
    ConnectionLog log = ConnectionLog.read(List.of(directory), Progress.NONE);

    for (Duration asked : List.of(timeout, timeout.dividedBy(3), Duration.ofMinutes(60))) {
      Diagnosis diagnosis = Diagnosis.of(log, ReuseDetector.detect(log, asked));
      assertThat(diagnosis.findings().destinations())
          .extracting(Finding::evidence)
          .singleElement()
          .satisfies(
              evidence -> {
                Lifetime lifetime = evidence.lifetime();
                assertThat(lifetime.answer()).isEqualTo(Lifetime.Answer.BETWEEN);
                assertThat(timeout.toNanos()).isBetween(lifetime.lowNanos(), lifetime.highNanos());
              });
    }
  }
}

package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FilteredRecording;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.Firewall.Answer;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.Trouble.Kind;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people see first, whole, in the files of src/test/resources/screens. {@code
 * -Dtuplewatch.screens=write} writes them anew; look at them then, as somebody on call would.
 */
class GoldenScreensTest {

  private static final Path SCREENS = Path.of("src/test/resources/screens");
  private static final Path SAMPLES = Path.of("../../samples/recordings");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "natural-drop",
        "server-down",
        "loss-firewall",
        "refusing",
        "no-free-port",
        "heavy-reuse",
        "too-short",
        "no-trouble",
        "one-bad-destination",
        "two-jvms",
        "answered-late",
        "limit",
        "failures-only",
        "fleet-some-hosts",
        "fleet-one-destination"
      })
  void screenIsAsItWasLookedAt(String name) throws IOException, InterruptedException {
    String screen = screen(name);
    Path file = SCREENS.resolve(name + ".txt");
    if ("write".equals(System.getProperty("tuplewatch.screens"))) {
      Files.createDirectories(SCREENS);
      Files.writeString(file, screen);
    }

    assertThat(screen).isEqualTo(Files.readString(file));
    assertThat(screen.lines().toList())
        .hasSizeLessThanOrEqualTo(23) // and one that says what else there is
        .allMatch(line -> line.length() <= 100);
  }

  private String screen(String name) throws IOException, InterruptedException {
    ConnectionLog log = log(name);
    ReuseLog reuses = TimeoutSearch.detect(log, null);
    Diagnosis diagnosis = Diagnosis.of(log, reuses, Nat.UNKNOWN);
    Advice advice =
        FirstScreen.wantsAdvice(diagnosis) ? Adviser.advise(log, reuses, diagnosis, null, 0) : null;
    StringWriter out = new StringWriter();
    FirstScreenText.write(FirstScreen.of(diagnosis, advice), 100, false, new PrintWriter(out));
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private ConnectionLog log(String name) throws IOException {
    return switch (name) {
      case "refusing" ->
          play(
              Setting.quiet(6)
                  .with(
                      new io.tuplewatch.history.Trouble(
                          0, Duration.ofMinutes(30), Duration.ofMinutes(33), Kind.REFUSING, 1)));
      case "heavy-reuse" -> play(Setting.quiet(7).at(10).lasting(Duration.ofMinutes(30)));
      case "too-short" -> read("long-lifetime");
      case "no-trouble" -> read("pool");
      case "one-bad-destination" ->
          play(
              Setting.quiet(8)
                  .to(20)
                  .with(
                      io.tuplewatch.history.Trouble.down(
                          7, Duration.ofMinutes(20), Duration.ofMinutes(25))));
      case "answered-late" ->
          play(
              Setting.quiet(9)
                  .at(4)
                  .losing(.005)
                  .waiting(Duration.ofSeconds(8))
                  .behind(new Firewall(Duration.ofMinutes(10), Answer.DROP_FIRST_SYN, 1, false)));
      case "limit" ->
          play(
              Setting.quiet(10)
                  .at(5)
                  .bursting(8, Duration.ofSeconds(15))
                  .limitedTo(40, 20)
                  .waiting(Duration.ofSeconds(1)));
      case "failures-only" -> read(failuresOnly());
      case "fleet-some-hosts" ->
          new FleetHistory(1, Duration.ofMinutes(40))
              .hosts(21, 1, 3, false)
              .hosts(3, 9, 3, true)
              .log(AddressRealm.NAMESPACE);
      case "fleet-one-destination" ->
          new FleetHistory(2, Duration.ofMinutes(40))
              .hostsToOneBadEndpoint(12, 1, 4)
              .log(AddressRealm.NAMESPACE);
      case "two-jvms" -> read("several-jvms");
      default -> read(name);
    };
  }

  /** Its name is not put into commands: it is another one at each run. */
  private Path failuresOnly() throws IOException {
    FilteredRecording recording =
        new FilteredRecording(
            new Random(1),
            (idle, random) -> idle < FilteredRecording.TIMEOUT && random.nextInt(4) == 0);
    return Files.write(directory.resolve("failures only.jsonl"), recording.failures);
  }

  private static ConnectionLog read(String sample) {
    return read(SAMPLES.resolve(sample));
  }

  private static ConnectionLog read(Path file) {
    return ConnectionLog.read(List.of(file), Progress.NONE);
  }

  private static ConnectionLog play(Setting setting) {
    return HistoryGenerator.play(setting).log();
  }
}

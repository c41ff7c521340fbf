package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;

/** Whatever Mission Control loads, every rule has a result. */
class AnyRecordingTest {

  private static final int DAMAGED = 60;
  private static final Duration TIMEOUT = Duration.ofMinutes(60);
  private static final Path JDK_RECORDINGS = Path.of("../core/src/test/resources/recordings");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17, 21, 25, 27})
  void recordingOfEveryJdkHasAResultOfEveryRule(int jdk) throws Exception {
    Path file = JDK_RECORDINGS.resolve("jdk" + jdk + ".jfr.gz");

    Map<String, IResult> results = results(JfrLoaderToolkit.loadEvents(file.toFile()));

    assertThat(results).hasSize(6);
    assertThat(results.get("TuplewatchConnectFailures").getSeverity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void recordingWithoutTheAgentIsNotApplicable() throws Exception {
    IItemCollection items = record(() -> {});

    assertThat(items.hasItems()).isTrue();
    assertThat(results(items).values()).extracting(IResult::getSeverity).containsOnly(Severity.NA);
    for (TuplewatchRule rule :
        List.of(new EarlyReuseRule(), new RecordingQualityRule(), new PortSelectionRule())) {
      var evaluation = rule.createEvaluation(items, TimeoutPreference.of(TIMEOUT), null);
      evaluation.run();
      assertThat(evaluation.get().getSummary()).contains("no event of the Tuplewatch agent");
    }
  }

  /** Mission Control refuses many itself: how many it does not is asked for. */
  @Test
  void damagedRecordingHasAResultOfEveryRuleIfItCanBeLoaded() throws Exception {
    byte[] whole = Files.readAllBytes(Samples.files("natural-drop").get(0).toPath());
    int loaded = 0;
    for (int seed = 0; seed < DAMAGED; seed++) {
      Path file = Files.write(directory.resolve("damaged.jfr"), damage(whole, new Random(seed)));
      IItemCollection items = loadIfPossible(file);
      if (items != null) {
        loaded++;
        assertThat(results(items)).as("seed " + seed).hasSize(6);
      }
    }

    assertThat(loaded).isBetween(DAMAGED / 4, DAMAGED - 1);
  }

  private static byte[] damage(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    bytes[68 + random.nextInt(bytes.length - 68)] = (byte) random.nextInt();
    return bytes;
  }

  private static IItemCollection loadIfPossible(Path file) {
    try {
      return JfrLoaderToolkit.loadEvents(file.toFile());
    } catch (IOException | CouldNotLoadRecordingException | RuntimeException e) {
      return null;
    }
  }

  @Test
  void connectsWithoutASourceAreAnInformationAndWithAllPortsTakenAWarning() throws Exception {
    IItemCollection open = recordWithoutSource(-1);
    IItemCollection exhausted = recordWithoutSource(28_000);

    assertThat(results(open).get("TuplewatchPortExhaustion"))
        .satisfies(result -> assertThat(result.getSeverity()).isEqualTo(Severity.INFO))
        .satisfies(
            result ->
                assertThat(ResultToolkit.populateMessage(result, result.getSummary(), false))
                    .startsWith("3 connects found no free source port or no local address"));
    assertThat(results(exhausted).get("TuplewatchPortExhaustion"))
        .satisfies(result -> assertThat(result.getSeverity()).isEqualTo(Severity.WARNING))
        .satisfies(
            result ->
                assertThat(ResultToolkit.populateMessage(result, result.getSummary(), false))
                    .startsWith("3 connects found no free source port."));
    assertThat(results(open).get("TuplewatchConnectFailures").getSeverity())
        .isEqualTo(Severity.INFO);
  }

  private IItemCollection recordWithoutSource(long timeWait) throws Exception {
    return record(
        () -> {
          settings();
          HostTcp counts = new HostTcp();
          counts.jvmId = "7";
          counts.inUse = timeWait < 0 ? -1 : 10;
          counts.timeWait = timeWait;
          counts.commit();
          for (int id = 1; id <= 3; id++) {
            connect(id, 0, Outcome.ADDRESS_NOT_AVAILABLE, "host");
          }
        });
  }

  @Test
  void textsOfTheRecordingMakeNoMarkupAndNoLinks() throws Exception {
    String hostile = "<img src=x>[here](javascript:alert)${java}{failures}";
    IItemCollection items =
        record(
            () -> {
              settings();
              connect(1, 40_001, Outcome.CONNECTED, hostile);
              close(1, 40_001);
              connect(2, 40_001, Outcome.REFUSED, hostile);
            });

    String html = JfrHtmlRulesReport.createReport(items);

    assertThat(html)
        .contains("1 of 2 connects failed")
        .contains("&lt;img src=x&gt;[here] (javascript")
        .doesNotContain("<img src=x>", "decodeURIComponent('javascript");
  }

  @Test
  void rulesOfOneCollectionShareOneDiagnosis() throws Exception {
    IItemCollection items = JfrLoaderToolkit.loadEvents(Samples.files("natural-drop"));

    ItemDiagnosis first = SharedDiagnosis.of(items, TIMEOUT);

    assertThat(SharedDiagnosis.of(items, TIMEOUT)).isSameAs(first);
    assertThat(SharedDiagnosis.of(items, Duration.ofSeconds(5))).isNotSameAs(first);
  }

  private static Map<String, IResult> results(IItemCollection items) throws Exception {
    return RulesAgainstJsonTest.results(items, TIMEOUT);
  }

  private IItemCollection record(Runnable events) throws Exception {
    Path file = directory.resolve("recorded.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JVMInformation");
      recording.start();
      events.run();
      recording.stop();
      recording.dump(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return JfrLoaderToolkit.loadEvents(file.toFile());
  }

  private static void settings() {
    NetworkSettings event = new NetworkSettings();
    event.jvmId = "7";
    event.ephemeralLow = 32768;
    event.ephemeralHigh = 60999;
    event.monotonicOffset = 1_000_000_000_000_000_000L;
    event.commit();
  }

  private static void connect(long id, int localPort, Outcome outcome, String host) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = "7";
    event.connectionId = id;
    event.host = host;
    event.address = "10.1.2.3";
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = localPort;
    event.outcome = outcome.name();
    event.end();
    event.commit();
  }

  private static void close(long id, int localPort) {
    SocketClose event = new SocketClose();
    event.jvmId = "7";
    event.connectionId = id;
    event.address = "10.1.2.3";
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = localPort;
    event.closedBy = ClosedBy.LOCAL.name();
    event.commit();
  }
}

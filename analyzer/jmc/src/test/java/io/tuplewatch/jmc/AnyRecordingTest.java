package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.ClosedBy;
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
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;

/** Whatever Mission Control loads, every rule has a result. */
class AnyRecordingTest {

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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void damagedRecordingHasAResultOfEveryRuleIfItCanBeLoaded(long seed) throws Exception {
    Random random = new Random(seed);
    byte[] bytes = Files.readAllBytes(Samples.files("natural-drop").get(0).toPath());
    for (int damage = 0; damage < 8; damage++) {
      bytes[68 + random.nextInt(bytes.length - 68)] = (byte) random.nextInt();
    }
    Path file = Files.write(directory.resolve("damaged.jfr"), bytes);
    IItemCollection items;
    try {
      items = JfrLoaderToolkit.loadEvents(file.toFile());
    } catch (Exception notLoaded) {
      return; // Mission Control says so itself
    }

    assertThat(results(items)).hasSize(6);
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
    event.jvmId = 7;
    event.ephemeralLow = 32768;
    event.ephemeralHigh = 60999;
    event.monotonicOffset = 1_000_000_000_000_000_000L;
    event.commit();
  }

  private static void connect(long id, int localPort, Outcome outcome, String host) {
    SocketConnect event = new SocketConnect();
    event.begin();
    event.jvmId = 7;
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
    event.jvmId = 7;
    event.connectionId = id;
    event.address = "10.1.2.3";
    event.port = 5432;
    event.localAddress = "10.0.0.5";
    event.localPort = localPort;
    event.closedBy = ClosedBy.LOCAL.name();
    event.commit();
  }
}

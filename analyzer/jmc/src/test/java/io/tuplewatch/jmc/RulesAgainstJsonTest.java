package io.tuplewatch.jmc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.unit.UnitLookup;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.IRule;
import org.openjdk.jmc.flightrecorder.rules.ResultToolkit;
import org.openjdk.jmc.flightrecorder.rules.RuleRegistry;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;
import org.openjdk.jmc.flightrecorder.rules.report.html.JfrHtmlRulesReport;
import org.openjdk.jmc.flightrecorder.rules.util.RulesToolkit;

/** What the rules say, run as Mission Control runs them, against the JSON of the same file. */
class RulesAgainstJsonTest {

  private static final Duration SAMPLES_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration NOT_GIVEN = Duration.ZERO;

  @ParameterizedTest
  @MethodSource("io.tuplewatch.jmc.Samples#names")
  void everyRuleSaysWhatTheJsonSays(String sample) throws Exception {
    IItemCollection items = JfrLoaderToolkit.loadEvents(Samples.files(sample));
    for (Duration timeout : List.of(SAMPLES_TIMEOUT, Duration.ofMinutes(60), NOT_GIVEN)) {
      Map<String, IResult> results = results(items, timeout);
      Json json = Json.parse(json(sample, timeout));

      assertThat(results.keySet()).hasSize(6);
      requireEarlyReuse(results.get("TuplewatchEarlyReuse"), json);
      requireFailures(results.get("TuplewatchConnectFailures"), json);
      requireCounts(results, json);
      results.values().forEach(RulesAgainstJsonTest::requireReadable);
    }
  }

  @ParameterizedTest
  @MethodSource("io.tuplewatch.jmc.Samples#names")
  void reportOfMissionControlHoldsEveryRule(String sample) throws Exception {
    IItemCollection items = JfrLoaderToolkit.loadEvents(Samples.files(sample));
    Map<String, IResult> results = results(items, NOT_GIVEN);

    String html = JfrHtmlRulesReport.createReport(items);

    assertThat(results).hasSize(6);
    for (IResult result : results.values()) {
      String summary = org.owasp.encoder.Encode.forHtml(result.getSummary());
      assertThat(html)
          .contains(result.getRule().getName())
          .contains(ResultToolkit.populateMessage(result, summary, true));
    }
  }

  private static void requireEarlyReuse(IResult result, Json json) {
    assertThat(count(result, EarlyReuseRule.FAILED_EARLY))
        .isEqualTo(json.at("summary", "failedEarlyReuses").number());
    assertThat(count(result, EarlyReuseRule.EARLY))
        .isEqualTo(json.at("summary", "earlyReuses").number());
    assertThat(count(result, EarlyReuseRule.COMPARED_EARLY))
        .isEqualTo(json.at("summary", "compared", "earlyReuses").number());
    assertThat(count(result, EarlyReuseRule.COMPARED_OTHERS_FAILED))
        .isEqualTo(json.at("summary", "compared", "otherFailures").number());

    List<Json> evidence = json.at("evidence").list();
    boolean fails = evidence.stream().anyMatch(e -> e.at("verdict").text().equals("REUSE_FAILS"));
    boolean undecided = !fails && undecided(json);
    assertThat(result.getSeverity())
        .isEqualTo(fails ? Severity.WARNING : undecided ? Severity.INFO : Severity.OK);
    if (result.getSeverity() != Severity.OK) {
      Json said =
          evidence.stream()
              .filter(e -> said(e).equals(result.getResult(EarlyReuseRule.SEEN)))
              .findFirst()
              .orElseThrow();
      assertThat(said.at("verdict").text()).isEqualTo(result.getResult(EarlyReuseRule.VERDICT));
      requireSpan(result.getResult(EarlyReuseRule.LIFETIME_LOW), said.at("lifetime", "lowMs"));
      requireSpan(result.getResult(EarlyReuseRule.LIFETIME_HIGH), said.at("lifetime", "highMs"));
      requireTuples(result.getResult(EarlyReuseRule.TUPLES), json);
    }
  }

  private static String said(Json evidence) {
    return evidence.at("sentences").list().get(0).text();
  }

  /** Destinations and their evidence are in the same order. */
  private static boolean undecided(Json json) {
    List<Json> destinations = json.at("destinations").list();
    List<Json> evidence = json.at("evidence").list();
    for (int i = 0; i < destinations.size(); i++) {
      String verdict = evidence.get(i).at("verdict").text();
      boolean open = List.of("NOT_CLEAR", "NO_COMPARISON", "NO_COMPARED_FAILURE").contains(verdict);
      if (open && destinations.get(i).at("failedEarlyReuses").number() > 0) {
        return true;
      }
    }
    return false;
  }

  private static void requireSpan(IQuantity result, Json millis) {
    if (millis.value() == null) {
      assertThat(result).isNull();
    } else {
      double rounded = Math.round(result.doubleValueIn(UnitLookup.MICROSECOND)) / 1000.0;
      assertThat(rounded).isEqualTo(millis.number());
    }
  }

  private static void requireTuples(Collection<String> tuples, Json json) {
    long failed = (long) json.at("summary", "failedEarlyReuses").number();
    assertThat(tuples).hasSize((int) (failed > 20 ? 21 : failed));
    List<Json> reuses = json.at("reuses").list();
    int i = 0;
    for (String tuple : tuples) {
      if (i < 20) {
        Json reuse = reuses.get(i++);
        assertThat(tuple)
            .contains(":" + (long) reuse.at("localPort").number() + " -> ")
            .contains(reuse.at("address").text())
            .contains(reuse.at("time").text().substring(11, 23));
      }
    }
  }

  private static void requireFailures(IResult result, Json json) {
    double failures = json.at("summary", "failures").number();
    double connects = json.at("summary", "connects").number();
    assertThat(count(result, ConnectFailureRule.FAILURES)).isEqualTo(failures);
    assertThat(count(result, ConnectFailureRule.CONNECTS)).isEqualTo(connects);
    String causes = result.getResult(ConnectFailureRule.CAUSES);
    long named =
        causes.isEmpty()
            ? 0
            : List.of(causes.split(", (?=[0-9])", -1)).stream()
                .mapToLong(cause -> Long.parseLong(cause.replaceFirst(" .*", "").replace(",", "")))
                .sum();
    assertThat(named)
        .isEqualTo(json.at("causes").fields().stream().mapToLong(c -> (long) c.number()).sum());
    double share = failures / connects;
    boolean notSent = json.at("summary", "apart", "portExhaustion").number() > 0;
    assertThat(count(result, ConnectFailureRule.NOT_SENT) > 0).isEqualTo(notSent);
    boolean noted = share >= 0.001 || notSent;
    assertThat(result.getSeverity())
        .isEqualTo(share >= 0.01 ? Severity.WARNING : noted ? Severity.INFO : Severity.OK);
  }

  private static void requireCounts(Map<String, IResult> results, Json json) {
    assertThat(count(results.get("TuplewatchPortExhaustion"), PortExhaustionRule.EXHAUSTED))
        .isEqualTo(json.at("summary", "apart", "portExhaustion").number());
    IResult quality = results.get("TuplewatchRecordingQuality");
    assertThat(count(quality, RecordingQualityRule.NOT_READ))
        .isEqualTo(json.at("quality", "eventsNotRead").number());
    assertThat(count(quality, RecordingQualityRule.HOLES))
        .isEqualTo(json.at("quality", "recordingHoles").number());
    double worked =
        json.at("summary", "connects").number() - json.at("summary", "failures").number();
    assertThat(count(results.get("TuplewatchLateAnswers"), LateAnswerRule.WORKED))
        .isEqualTo(worked);
  }

  /** Every result that a text names is there. */
  private static void requireReadable(IResult result) {
    for (String text :
        new String[] {result.getSummary(), result.getExplanation(), result.getSolution()}) {
      if (text != null) {
        assertThat(ResultToolkit.populateMessage(result, text, false))
            .as(result.getRule().getId())
            .doesNotContain("{", "}", "null");
      }
    }
  }

  static Map<String, IResult> results(IItemCollection items, Duration timeout) throws Exception {
    Map<IRule, Future<IResult>> futures =
        RulesToolkit.evaluateParallel(
            RuleRegistry.getRules().stream()
                .filter(rule -> rule.getId().startsWith("Tuplewatch"))
                .collect(Collectors.toList()),
            items,
            TimeoutPreference.of(timeout),
            2);
    Map<String, IResult> results = new HashMap<>();
    for (Map.Entry<IRule, Future<IResult>> future : futures.entrySet()) {
      results.put(future.getKey().getId(), future.getValue().get());
    }
    return results;
  }

  private static double count(IResult result, TypedResult<IQuantity> of) {
    return result.getResult(of).doubleValueIn(UnitLookup.NUMBER_UNITY);
  }

  private static String json(String sample, Duration timeout) throws IOException {
    ConnectionLog log = ConnectionLog.read(List.of(Samples.folder(sample)), Progress.NONE);
    StringWriter json = new StringWriter();
    JsonReport.write(
        Diagnosis.of(log, TimeoutSearch.detect(log, timeout.isZero() ? null : timeout)), json);
    return json.toString();
  }

  /** A value of a JSON document. */
  record Json(Object value) {

    static Json parse(String text) throws IOException {
      try (JsonParser parser = new com.fasterxml.jackson.core.JsonFactory().createParser(text)) {
        parser.nextToken();
        return new Json(JsonTree.of(parser));
      }
    }

    Json at(String... path) {
      Object at = value;
      for (String name : path) {
        at = ((Map<?, ?>) at).get(name);
      }
      return new Json(at);
    }

    double number() {
      return ((Number) value).doubleValue();
    }

    String text() {
      return (String) value;
    }

    List<Json> list() {
      return ((List<?>) value).stream().map(Json::new).toList();
    }

    List<Json> fields() {
      return ((Map<?, ?>) value).values().stream().map(v -> new Json(v)).toList();
    }
  }
}

package io.tuplewatch.report;

import static io.tuplewatch.history.Firewall.Answer.DROP_FIRST_SYN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.Reason;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.firewall.KnownTimer;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.PlayedWitnesses;
import io.tuplewatch.history.Setting;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import io.tuplewatch.selection.replay.SelectionReport;
import io.tuplewatch.selection.replay.WhatIf;
import io.tuplewatch.witness.Seen;
import io.tuplewatch.witness.UnusableCaptureException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The documentation names every field and every column, and none that is not written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentationTest {

  /** Where first SYNs of reused ports are stopped. */
  private static final Setting DELAYED =
      Setting.quiet(9)
          .at(4)
          .behind(new Firewall(Duration.ofMinutes(10), DROP_FIRST_SYN, .5, false));

  private static final Setting LIMITED =
      Setting.quiet(1).at(5).bursting(8, Duration.ofSeconds(15)).limitedTo(40, 20);

  private static final Path SAMPLE = Path.of("../../samples/recordings/natural-drop");

  /** Values that stand in the documentation like fields. */
  private static final Set<String> VALUES = Set.of("early", "late", "null", "shared");

  private final Set<String> fields = new TreeSet<>();
  private final Set<String> selectionFields = new TreeSet<>();

  /** Fields below each of the outermost ones. */
  private final Map<String, Set<String>> fieldsBelow = new TreeMap<>();

  private Path directory = Path.of("");

  @BeforeAll
  void writeEverything(@TempDir Path temporary) throws Exception {
    directory = temporary;
    ConnectionLog log = ConnectionLog.read(List.of(SAMPLE), Progress.NONE);
    ReuseLog reuses = ReuseDetector.detect(log, Duration.ofSeconds(5));
    Diagnosis diagnosis = Diagnosis.of(log, reuses);
    writeSeenByOthers();
    Path json = directory.resolve("old.json");
    Files.writeString(json, written(diagnosis, null, null));
    BaselineComparison baseline = Baseline.read(json).against(diagnosis);
    SelectionReport selection =
        SelectionReport.of(log, reuses, List.of(WhatIf.parse("rate=0.5x")), 2, false);
    collect(written(diagnosis, selection, baseline));
    StringWriter advised = new StringWriter();
    Advice advice = Adviser.advise(log, reuses, diagnosis, new Advice.Target(1e5), 4);
    JsonReport.write(diagnosis, null, advice, null, advised);
    collect(advised.toString());
    collect(written(JsonReportTest.diagnosis(), null, null));
    ConnectionLog outage =
        ConnectionLog.read(List.of(SAMPLE.resolveSibling("server-down")), Progress.NONE);
    ReuseLog classified = ReuseDetector.detect(outage, Duration.ofSeconds(5));
    collect(written(Diagnosis.of(outage, classified), null, null));
    ConnectionLog long20s =
        ConnectionLog.read(List.of(SAMPLE.resolveSibling("lifetime-20s")), Progress.NONE);
    ConnectionLog delayed = HistoryGenerator.play(DELAYED).log();
    ReuseLog reusesDelayed = ReuseDetector.detect(delayed, Duration.ofMinutes(5));
    collect(written(Diagnosis.of(delayed, reusesDelayed), null, null));
    ConnectionLog limited = HistoryGenerator.play(LIMITED).log();
    ReuseLog reusesLimited = ReuseDetector.detect(limited, Duration.ofMinutes(5));
    collect(written(Diagnosis.of(limited, reusesLimited), null, null));
    ConnectionLog fleet =
        new FleetHistory(1, Duration.ofMinutes(20))
            .hosts(12, 1, 1, false)
            .hosts(5, 9, 1, true)
            .log(AddressRealm.NAMESPACE);
    ReuseLog reusesOfFleet = ReuseDetector.detect(fleet, FleetHistory.LIFETIME);
    collect(written(Diagnosis.of(fleet, reusesOfFleet), null, null));
    ReuseLog reuses20s = ReuseDetector.detect(long20s, Duration.ofSeconds(25));
    collect(written(Diagnosis.of(long20s, reuses20s), null, null));
  }

  /** The tables are those with most columns. */
  private void writeSeenByOthers() throws IOException, UnusableCaptureException {
    LabelledHistory history =
        HistoryGenerator.play(
            Setting.quiet(1)
                .losing(.1)
                .behind(new Firewall(Duration.ofMinutes(10), Firewall.Answer.RESET, .5, false)));
    ReuseLog reuses = ReuseDetector.detect(history.log(), Duration.ofMinutes(10));
    Diagnosis diagnosis =
        Diagnosis.of(
            history.log(), reuses, Nat.NONE, PlayedWitnesses.of(history, reuses, directory));
    CsvReport.write(diagnosis, reuses, directory);
    collect(written(diagnosis, null, null));
  }

  @Test
  void everyTimerOfAKnownFirewallIsDocumentedWithItsPage() throws IOException {
    String page = Files.readString(Path.of("../../docs/firewalls.md"));
    List<String> rows = page.lines().filter(line -> line.startsWith("| `")).toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            KnownTimer.all().stream()
                .map(
                    timer ->
                        String.format(
                            "| `%s` | %s | %s | %d s | %s | [%s](https://%s) |",
                            timer.id(),
                            timer.device(),
                            timer.kind().words(),
                            timer.length().toSeconds(),
                            timer.read(),
                            timer.page().replaceFirst("/.*", ""),
                            timer.page()))
                .toList());
  }

  private static String written(
      Diagnosis diagnosis, SelectionReport selection, BaselineComparison baseline)
      throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, selection, baseline, out);
    return out.toString();
  }

  private void collect(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME) {
          String path = json.getParsingContext().pathAsPointer().toString();
          if (!path.matches(".*/(nats|logLikelihoods)/.*")) { // their names are algorithms
            (path.startsWith("/selection/") ? selectionFields : fields).add(json.currentName());
            fieldsBelow
                .computeIfAbsent(path.split("/", -1)[1], outermost -> new TreeSet<>())
                .add(json.currentName());
          }
        }
      }
    }
  }

  @Test
  void everyFieldOfTheJsonIsDocumentedAndNoOther() throws IOException {
    Set<String> documented = names(Files.readString(Path.of("../../docs/json.md")).lines());
    documented.removeAll(VALUES);
    fields.removeIf(name -> name.equals(name.toUpperCase(Locale.ROOT))); // causes
    Set<String> written = new TreeSet<>(fields);
    written.addAll(Set.of("selection", "declined"));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(written);
  }

  /** What another object has, too, is explained with each, or "as in" the other. */
  @Test
  void everyFieldIsDocumentedInTheSectionOfItsObject() throws IOException {
    Map<String, String> sections = new TreeMap<>();
    for (String section : Files.readString(Path.of("../../docs/json.md")).split("\n## ", -1)) {
      names(section.lines().limit(1)).forEach(outermost -> sections.put(outermost, section));
    }
    sections.forEach(
        (outermost, section) -> {
          Set<String> documented = names(section.lines());
          Pattern.compile("as in `(\\w+)`")
              .matcher(section)
              .results()
              .map(reference -> sections.getOrDefault(reference.group(1), ""))
              .forEach(referred -> documented.addAll(names(referred.lines())));
          Set<String> written = new TreeSet<>(fieldsBelow.getOrDefault(outermost, Set.of()));
          written.removeIf(name -> name.equals(name.toUpperCase(Locale.ROOT))); // causes
          assertThat(documented).as(outermost).containsAll(written);
        });
  }

  @Test
  void everyFieldOfTheSelectionCheckIsDocumentedAndNoOther() throws IOException {
    String text = Files.readString(Path.of("../../docs/check.md"));
    Stream<String> rows = text.substring(text.indexOf("## JSON")).lines();
    Set<String> documented = names(rows.filter(line -> line.startsWith("|")));
    documented.removeAll(Set.of("schemaVersion", "port", "behind")); // of hot ports
    selectionFields.removeAll(Set.of("selection", "port"));

    assertThat(documented).containsExactlyInAnyOrderElementsOf(selectionFields);
  }

  @Test
  void everyColumnIsDocumentedAndNoOther() throws IOException {
    Set<String> columns = new TreeSet<>();
    for (String file : List.of("connections.csv", "reuses.csv", "failures.csv")) {
      String head = Files.readAllLines(directory.resolve(file)).get(0);
      columns.addAll(List.of(head.split(",", -1)));
    }
    Stream<String> rows = Files.readString(Path.of("../../docs/csv.md")).lines();

    assertThat(
            names(
                rows.filter(line -> line.startsWith("| `"))
                    .map(row -> row.substring(0, row.indexOf("|", 1)))))
        .containsExactlyInAnyOrderElementsOf(columns);
  }

  @Test
  void everyValueIsDocumented() throws IOException {
    String text =
        Files.readString(Path.of("../../docs/json.md"))
            + Files.readString(Path.of("../../docs/csv.md"));

    assertThat(
            notIn(
                text,
                Cause.values(),
                Reason.values(),
                Verdict.values(),
                Nat.values(),
                Lifetime.Answer.values(),
                UseKind.values(),
                AttemptResult.values(),
                Outcome.values(),
                ClosedBy.values(),
                Seen.values(),
                BaselineComparison.Change.values()))
        .isEmpty();
  }

  @Test
  void everyValueOfAnEventIsDocumented() throws IOException {
    String text = Files.readString(Path.of("../../docs/events.md"));

    assertThat(notIn(text, Outcome.values(), Api.values(), ClosedBy.values())).isEmpty();
  }

  private static List<String> notIn(String text, Enum<?>[]... values) {
    return Arrays.stream(values)
        .flatMap(Arrays::stream)
        .map(Enum::name)
        .filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(text).find())
        .toList();
  }

  @Test
  void toleratedOverlapIsDocumented() throws IOException {
    assertThat(Files.readString(Path.of("../../docs/json.md")))
        .contains(
            "uses that began more than "
                + Duration.ofNanos(UseKind.OVERLAP_TOLERANCE_NANOS).toMillis()
                + " ms before the previous use had ended");
  }

  /** Names in backticks that look like fields; braces and brackets hold more of them. */
  private static Set<String> names(Stream<String> lines) {
    return lines
        .flatMap(line -> Pattern.compile("`([^`]*)`").matcher(line).results())
        .map(match -> match.group(1))
        .filter(code -> code.matches("[a-z][\\w.,{}\\[\\] ]*"))
        .filter(code -> !code.contains(" ") || code.contains("{"))
        .flatMap(code -> Pattern.compile("[a-z]\\w*").matcher(code).results())
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}

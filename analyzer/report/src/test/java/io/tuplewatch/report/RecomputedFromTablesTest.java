package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.history.Firewall;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The figures of the JSON, worked out again from the CSV files alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecomputedFromTablesTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** When the generated host booted: strata are cut on its monotonic clock. */
  private static final long BOOT_SECOND = 1_700_000_000L;

  private static final List<String> SIDES = List.of("LOCAL", "REMOTE", "");

  private Path directory = Path.of("");

  private final Map<String, Map<String, String>> byId = new HashMap<>();
  private final Map<String, Map<String, String>> reuses = new HashMap<>();
  private List<Map<String, String>> connects = List.of();
  private JsonContents json = new JsonContents();

  /** More failures than the JSON lists. */
  @BeforeAll
  void writeReport(@TempDir Path temporary) throws IOException {
    directory = temporary;
    Setting setting =
        Setting.quiet(11)
            .losing(.5)
            .at(5)
            .open(Duration.ofMillis(50), .5)
            .lasting(Duration.ofMinutes(25))
            .retrying(2, Duration.ofMillis(500))
            .behind(new Firewall(TIMEOUT, Firewall.Answer.DROP, .8, true));
    var log = HistoryGenerator.play(setting).log();
    ReuseLog classified = ReuseDetector.detect(log, TIMEOUT);
    Diagnosis diagnosis = Diagnosis.of(log, classified);
    CsvReport.write(diagnosis, classified, directory);
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, out);
    json = JsonContents.of(out.toString());
    connects = rows("connections.csv");
    connects.forEach(row -> byId.put(id(row, "jvmId", "connectionId"), row));
    rows("reuses.csv").forEach(row -> reuses.put(id(row, "jvmId", "connectionId"), row));
  }

  @Test
  void countsAreThoseOfTheRows() {
    Predicate<Map<String, String>> judged = row -> row.get("result").matches("WORKED|FAILED");
    Predicate<Map<String, String>> failed = row -> row.get("failed").equals("true");
    Predicate<Map<String, String>> early = row -> row.get("kind").equals("EARLY_REUSE");
    Predicate<Map<String, String>> worked = row -> row.get("workedBefore").equals("true");

    assertThat(json.at("/summary/connects")).isEqualTo(count(judged));
    assertThat(json.at("/summary/failures")).isEqualTo(count(failed));
    assertThat(json.at("/summary/reuses")).isEqualTo(reuses.size());
    assertThat(json.at("/summary/earlyReuses")).isEqualTo(count(judged.and(early)));
    assertThat(json.at("/summary/failedEarlyReuses"))
        .isEqualTo(count(failed.and(early).and(worked)));
  }

  @Test
  void everyFailureHasItsRowAndCausesAreThoseOfTheRows() throws IOException {
    List<Map<String, String>> failures = rows("failures.csv");
    Map<String, Integer> causes = new TreeMap<>();
    failures.forEach(row -> causes.merge(row.get("cause"), 1, Integer::sum));

    assertThat(failures).hasSizeGreaterThan(10_000);
    assertThat((double) failures.size()).isEqualTo(json.at("/summary/failures"));
    causes.forEach((cause, n) -> assertThat(json.at("/causes/" + cause)).isEqualTo((double) n));
  }

  @Test
  void riskDifferenceIsThatOfTheStrataOfTheRows() {
    List<double[]> strata = strata();
    double weight = 0;
    double sum = 0;
    double[] total = new double[4];
    for (double[] s : strata) {
      double n = s[0] + s[2];
      weight += s[0] * s[2] / n;
      sum += (s[1] * s[2] - s[3] * s[0]) / n;
      for (int i = 0; i < total.length; i++) {
        total[i] += s[i];
      }
    }
    String comparison = "/evidence/0/comparison/";

    assertThat(json.at(comparison + "strata")).isEqualTo(strata.size());
    assertThat(json.at(comparison + "earlyReuses")).isEqualTo(total[0]);
    assertThat(json.at(comparison + "earlyReuseFailures")).isEqualTo(total[1]);
    assertThat(json.at(comparison + "others")).isEqualTo(total[2]);
    assertThat(json.at(comparison + "otherFailures")).isEqualTo(total[3]);
    assertThat(json.at(comparison + "riskDifference/estimate"))
        .isCloseTo(sum / weight, within(1e-9));
  }

  /** Early, failed early, other and failed other connects of each that has both kinds. */
  private List<double[]> strata() {
    List<Map<String, String>> compared = new ArrayList<>(connects);
    compared.removeIf(row -> row.get("kind").matches("UNKNOWN|OVERLAP"));
    compared.removeIf(row -> !row.get("result").matches("WORKED|FAILED"));
    compared.removeIf(
        row -> before(row) != null && !before(row).get("outcome").equals("CONNECTED"));
    List<double[]> strata = new ArrayList<>();
    List<Map<String, String>> block = new ArrayList<>();
    long last = Long.MIN_VALUE;
    for (Map<String, String> row : compared) {
      long second = second(row);
      boolean full = second != last && block.size() >= 10;
      if (full || Math.floorDiv(second, 60) != Math.floorDiv(last, 60)) {
        divide(block, strata);
        block.clear();
      }
      block.add(row);
      last = second;
    }
    divide(block, strata);
    return strata;
  }

  private void divide(List<Map<String, String>> block, List<double[]> strata) {
    Map<String, double[]> bySide = new HashMap<>();
    SIDES.forEach(side -> bySide.put(side, new double[4]));
    block.stream().filter(this::early).forEach(row -> count(row, bySide.get(side(row)), 0));
    String most = "LOCAL";
    for (String side : SIDES) {
      most = bySide.get(side)[0] > bySide.get(most)[0] ? side : most;
    }
    for (Map<String, String> row : block) {
      if (!early(row)) {
        count(row, bySide.get(before(row) == null ? most : side(row)), 2);
      }
    }
    bySide.values().stream().filter(s -> s[0] > 0 && s[2] > 0).forEach(strata::add);
  }

  private boolean early(Map<String, String> row) {
    return row.get("kind").equals("EARLY_REUSE");
  }

  private static void count(Map<String, String> row, double[] stratum, int from) {
    stratum[from]++;
    stratum[from + 1] += row.get("failed").equals("true") ? 1 : 0;
  }

  private String side(Map<String, String> row) {
    Map<String, String> before = before(row);
    return before == null ? "" : before.get("closedBy");
  }

  private Map<String, String> before(Map<String, String> row) {
    Map<String, String> reuse = reuses.get(id(row, "jvmId", "connectionId"));
    return reuse == null ? null : byId.get(id(reuse, "previousJvmId", "previousConnectionId"));
  }

  private static long second(Map<String, String> row) {
    return Instant.parse(row.get("time")).getEpochSecond() - BOOT_SECOND;
  }

  private double count(Predicate<Map<String, String>> condition) {
    return connects.stream().filter(condition).count();
  }

  private static String id(Map<String, String> row, String jvm, String connection) {
    return row.get(jvm) + "/" + row.get(connection);
  }

  private List<Map<String, String>> rows(String file) throws IOException {
    List<String> lines = Files.readAllLines(directory.resolve(file));
    String[] names = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new HashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}

package io.tuplewatch.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FilteredRecording;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.report.CsvReport;
import io.tuplewatch.report.JsonReport;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskKilled;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recordings of a fleet, by way of two threads of Spark, and read by the command's own engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SparkFleetTest {

  private static final List<String> COMPARED =
      List.of("jvmId", "connectionId", "localPort", "address", "idleMs", "failed", "kind", "cause");

  private static final int CHUNKS = 3;
  private static final SparkFleet.Sizes SMALL = new SparkFleet.Sizes(30_000, 500);

  private JavaSparkContext spark;
  private Path folder;
  private List<Path> files;

  @BeforeAll
  void start(@TempDir Path temporary) throws IOException {
    folder = Files.createDirectory(temporary.resolve("recordings"));
    files =
        new FleetHistory(5, Duration.ofMinutes(15))
            .hosts(2, 1, 1, false)
            .hosts(2, 9, 1, true)
            .hostsToOneBadEndpoint(1, 3, 2)
            .write(folder, CHUNKS);
    Files.copy(files.get(4), folder.resolve("again-" + files.get(4).getFileName()));
    byte[] whole = Files.readAllBytes(files.get(0));
    Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("no-recording.jfr"), "no recording");
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false"));
  }

  @AfterAll
  void stop() {
    spark.close();
  }

  @ParameterizedTest
  @CsvSource({
    "NAMESPACE, 1000000000, 1000000",
    "NAMESPACE, 30000, 500",
    "HOST, 100000, 2000",
    "SHARED, 1000000000, 1",
    "SHARED, 30000, 1000"
  })
  void jsonIsThatOfTheCommandHoweverItIsDivided(AddressRealm realm, long bytes, long connects)
      throws IOException, InterruptedException {
    SparkFleet.Sizes sizes = new SparkFleet.Sizes(bytes, connects);

    assertThat(bySpark(realm, sizes, List.of(folder))).isEqualTo(byCommand(realm));
  }

  @Test
  void orderOfFilesAndTasksThatAreKilledChangeNothing() throws IOException, InterruptedException {
    List<Path> otherWay =
        Arrays.stream(folder.toFile().listFiles())
            .map(File::toPath)
            .sorted(Comparator.reverseOrder())
            .toList();
    Killer killer = new Killer();
    spark.sc().addSparkListener(killer);
    try {
      String json = bySpark(AddressRealm.NAMESPACE, SMALL, otherWay);

      assertThat(withoutRecordings(json))
          .isEqualTo(withoutRecordings(byCommand(AddressRealm.NAMESPACE)));
    } finally {
      spark.sc().removeSparkListener(killer);
    }
    assertThat(killer.killed).hasPositiveValue();
  }

  /** Beside others, in as many slices as it has connects, and as a whole. */
  @ParameterizedTest
  @CsvSource({"suspicious, 1000000", "suspicious, 20", "failures, 1000000", "failures, 20"})
  void recordingsFromWhichConnectsWereLeftOutAreJudgedAsByTheCommand(String events, long connects)
      throws IOException, InterruptedException {
    FilteredRecording recording =
        new FilteredRecording(new Random(7), (idle, random) -> idle < FilteredRecording.TIMEOUT);
    Path mixed = Files.createDirectories(folder.resolveSibling(events + connects));
    Files.copy(files.get(2), mixed.resolve("all.jfr"));
    Files.write(
        mixed.resolve(events + ".jsonl"),
        events.equals("failures") ? recording.failures : recording.suspicious);

    String json =
        bySpark(AddressRealm.NAMESPACE, new SparkFleet.Sizes(30_000, connects), List.of(mixed));

    assertThat(json).isEqualTo(byCommand(AddressRealm.NAMESPACE, mixed));
    assertThat(json).contains("\"partlyRecorded\" : true");
  }

  @Test
  void rowsOfTheTablesAreThoseOfTheCommand() throws IOException, InterruptedException {
    Path parquet = tables();
    Path csv = Files.createDirectories(folder.resolveSibling("csv"));
    ConnectionLog log = ConnectionLog.read(List.of(folder), Progress.NONE);
    ReuseLog reuses = TimeoutSearch.detect(log, null);
    CsvReport.write(Diagnosis.of(log, reuses), reuses, csv);

    for (String name : List.of("connections", "reuses", "failures")) {
      List<String> lines = Files.readAllLines(csv.resolve(name + ".csv"));
      List<String> columns = List.of(lines.get(0).split(","));
      Dataset<Row> table = session().read().parquet(parquet + "/" + name);

      assertThat(table.columns()).containsAll(columns).contains("day");
      assertThat(table.collectAsList().stream().map(row -> cells(columns, row)).sorted().toList())
          .isEqualTo(lines.stream().skip(1).map(line -> cells(columns, line)).sorted().toList());
    }
  }

  @Test
  void examplesOfTheDocumentationRunOnTheTables() throws IOException, InterruptedException {
    Path parquet = tables();
    for (String name : List.of("connections", "reuses", "failures")) {
      session().read().parquet(parquet + "/" + name).createOrReplaceTempView(name);
    }
    String day = session().sql("SELECT max(day) FROM connections").first().get(0).toString();
    List<String> examples = sqlIn(Path.of("../../docs/fleet.md"));

    assertThat(examples).hasSize(3);
    for (String example : examples) {
      String recorded = example.replaceAll("DATE '[-0-9]+'", "DATE '" + day + "'");
      assertThat(session().sql(recorded).collectAsList()).as(recorded).isNotEmpty();
    }
    List<Row> hours =
        session().sql(examples.get(1).replaceAll("WHERE day = \\S+ \\S+", "")).collectAsList();
    assertThat(hours.stream().mapToLong(hour -> hour.<Long>getAs("connects")).sum())
        .isEqualTo(session().table("connections").count());
  }

  /** What is indented, from SELECT to the semicolon. */
  private static List<String> sqlIn(Path page) throws IOException {
    return Pattern.compile("(?ms)^    (SELECT .*?);$")
        .matcher(Files.readString(page))
        .results()
        .map(example -> example.group(1))
        .toList();
  }

  /** Written once. */
  private Path tables() throws InterruptedException {
    Path parquet = folder.resolveSibling("parquet");
    if (!Files.exists(parquet)) {
      SparkEngine.Task task = new SparkEngine.Task(AddressRealm.NAMESPACE, null, Nat.UNKNOWN);
      SparkFleet.Result result = new SparkFleet(spark, task).diagnose(List.of(folder));
      ParquetTables.write(spark, result.engine(), parquet.toString());
    }
    return parquet;
  }

  @Test
  void pagesAreOfTheFleetAndOfTheWorstHosts() throws IOException, InterruptedException {
    SparkEngine.Task task = new SparkEngine.Task(AddressRealm.NAMESPACE, null, Nat.UNKNOWN);
    SparkFleet.Result result = new SparkFleet(spark, task).diagnose(List.of(folder));

    List<Path> pages = HtmlPages.write(result, folder.resolveSibling("fleet.html"));

    assertThat(pages.stream().map(page -> page.getFileName().toString()))
        .containsExactly("fleet.html", "fleet-1.html", "fleet-2.html", "fleet-3.html");
    assertThat(Files.readString(pages.get(0)))
        .contains("\"hosts\"", "\"advice\"", "node-9-0", "node-9-1", "node-3-0")
        .doesNotContain("\"oneOf\":");
    assertThat(Files.readString(pages.get(1))).contains("\"oneOf\":", "10.1.");
  }

  private SparkSession session() {
    return SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
  }

  /** Of some columns of each type. */
  private static String cells(List<String> columns, Row row) {
    return COMPARED.stream()
        .filter(columns::contains)
        .map(name -> String.valueOf(row.<Object>getAs(name)))
        .collect(Collectors.joining(" "));
  }

  private static String cells(List<String> columns, String line) {
    String[] cells = line.split(",", -1);
    return COMPARED.stream()
        .filter(columns::contains)
        .map(name -> cells[columns.indexOf(name)])
        .map(cell -> cell.isEmpty() ? "null" : cell)
        .map(cell -> cell.matches("\\d+\\.\\d{3}") ? String.valueOf(Double.valueOf(cell)) : cell)
        .collect(Collectors.joining(" "));
  }

  private String bySpark(AddressRealm realm, SparkFleet.Sizes sizes, List<Path> inputs)
      throws IOException, InterruptedException {
    SparkEngine.Task task = new SparkEngine.Task(realm, null, Nat.UNKNOWN);
    SparkFleet.Result result = new SparkFleet(spark, task, sizes).diagnose(inputs);
    return json(result.diagnosis(), result.selection(), result.advice());
  }

  private String byCommand(AddressRealm realm) throws IOException, InterruptedException {
    return byCommand(realm, folder);
  }

  private static String byCommand(AddressRealm realm, Path input)
      throws IOException, InterruptedException {
    ConnectionLog log =
        ConnectionLog.read(List.of(input), TextReplacement.NONE, realm, Progress.NONE);
    ReuseLog reuses = TimeoutSearch.detect(log, null);
    Diagnosis diagnosis = Diagnosis.of(log, reuses, Nat.UNKNOWN);
    return json(
        diagnosis,
        SelectionReport.standard(log, reuses),
        Adviser.advise(log, reuses, diagnosis, null, 0));
  }

  private static String json(Diagnosis diagnosis, SelectionReport selection, Advice advice)
      throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, selection, advice, null, out);
    return out.toString();
  }

  private static String withoutRecordings(String json) {
    int from = json.indexOf("\"recordings\"");
    int to = json.indexOf("\"summary\"");
    assertThat(from).isPositive().isLessThan(to);
    return json.substring(0, from) + json.substring(to);
  }

  /** Kills the first attempt of every task. */
  private final class Killer extends SparkListener {
    private final AtomicInteger killed = new AtomicInteger();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (seen.add(start.stageId() + "/" + start.taskInfo().index())) {
        spark.sc().killTaskAttempt(start.taskInfo().taskId(), true, "on purpose");
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() instanceof TaskKilled) {
        killed.incrementAndGet();
      }
    }
  }
}

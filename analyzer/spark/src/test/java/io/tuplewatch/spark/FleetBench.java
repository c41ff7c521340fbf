package io.tuplewatch.spark;

import com.sun.management.OperatingSystemMXBean;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.fleet.FleetHost;
import io.tuplewatch.report.JsonReport;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Measures the diagnosis of a fleet whose truth is known, after a warm-up on some of it. */
final class FleetBench {

  private static final int WARM_UP_FILES = 12;

  private final JavaSparkContext spark;
  private final AtomicLong shuffled = new AtomicLong();

  private FleetBench(JavaSparkContext spark) {
    this.spark = spark;
    spark
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskEnd(SparkListenerTaskEnd end) {
                shuffled.addAndGet(end.taskMetrics().shuffleWriteMetrics().bytesWritten());
              }
            });
  }

  /**
   * Writes a line of figures: master, seconds, seconds of processors, connects, bytes shuffled.
   * Ends with 1 if another host is found than the truth names.
   *
   * @param args master, folder of recordings beside which truth.csv is, file for the JSON
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    SparkConf configuration =
        new SparkConf().setMaster(args[0]).setAppName("bench").set("spark.ui.enabled", "false");
    Path folder = Path.of(args[1]);
    boolean right;
    try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
      FleetBench bench = new FleetBench(spark);
      bench.diagnose(someOf(folder));
      SparkFleet.Result result = bench.measured(args[0], folder);
      try (Writer json = Files.newBufferedWriter(Path.of(args[2]))) {
        JsonReport.write(result.diagnosis(), result.selection(), result.advice(), null, json);
      }
      right = isTrue(Fleet.of(result.diagnosis()), folder.resolveSibling("truth.csv"));
    }
    System.exit(right ? 0 : 1);
  }

  private static List<Path> someOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().limit(WARM_UP_FILES).toList();
    }
  }

  private SparkFleet.Result measured(String master, Path folder) throws InterruptedException {
    shuffled.set(0);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long processor = system.getProcessCpuTime();
    long start = System.nanoTime();
    SparkFleet.Result result = diagnose(List.of(folder));
    System.out.printf(
        Locale.ROOT,
        "figures %s %.1f %.1f %d %d%n",
        master,
        (System.nanoTime() - start) / 1e9,
        (system.getProcessCpuTime() - processor) / 1e9,
        result.diagnosis().summary().connects().all().connects(),
        shuffled.get());
    return result;
  }

  private SparkFleet.Result diagnose(List<Path> inputs) throws InterruptedException {
    SparkEngine.Task task = new SparkEngine.Task(AddressRealm.SHARED, null, Nat.UNKNOWN);
    return new SparkFleet(spark, task).diagnose(inputs);
  }

  /** Whether the hosts with failures that are put down to reuse are those behind the firewall. */
  private static boolean isTrue(Fleet found, Path truth) throws IOException {
    Map<String, Long> stopped = new TreeMap<>();
    for (String line : Files.readAllLines(truth)) {
      String[] cells = line.split(",", -1);
      stopped.put(cells[0], Long.valueOf(cells[1]));
    }
    boolean right = true;
    for (FleetHost host : found.hosts()) {
      long named = host.causes().getOrDefault(Cause.EARLY_REUSE, 0L);
      long truly = stopped.getOrDefault(String.valueOf(host.hostName()), 0L);
      right &= (named > 0) == (truly > 0);
      if (named > 0 || truly > 0) {
        System.out.println(
            "truth " + host.hostName() + " stopped " + truly + " named early reuse " + named);
      }
    }
    System.out.println(right ? "truth found" : "truth NOT found");
    return right;
  }
}

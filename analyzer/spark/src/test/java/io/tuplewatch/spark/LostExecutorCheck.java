package io.tuplewatch.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.FleetHistory;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.report.JsonReport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerStageCompleted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster on this machine, master and workers in this JVM and executors in JVMs of their own. One
 * of them is killed when what it holds of the shuffle is needed. Not a test of every build, since
 * it starts three JVMs: {@code scripts/full-check lost-executor}.
 */
class LostExecutorCheck {

  private static final SparkFleet.Sizes SMALL = new SparkFleet.Sizes(30_000, 500);

  private static final int EXECUTORS = 2;

  @TempDir private Path folder;

  /** What an installation has, and Spark looks for before it starts an executor. */
  @BeforeEach
  void pretendAnInstallation() throws IOException {
    Files.createDirectories(folder.resolve("home/jars"));
    System.setProperty("spark.test.home", folder.resolve("home").toString());
    System.setProperty("spark.testing", "true"); // executors get the class path of this JVM
  }

  @AfterEach
  void forgetIt() {
    System.clearProperty("spark.test.home");
    System.clearProperty("spark.testing");
  }

  @Test
  void changesNothing() throws IOException, InterruptedException {
    Path recordings = Files.createDirectory(folder.resolve("recordings"));
    new FleetHistory(5, Duration.ofMinutes(15))
        .hosts(1, 1, 1, false)
        .hostsToOneBadEndpoint(2, 3, 2)
        .write(recordings, 3);
    SparkConf cluster =
        new SparkConf()
            .setMaster("local-cluster[2,1,1024]")
            .setAppName("test")
            .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(cluster)) {
      Killer killer = new Killer(executors(spark));
      spark.sc().addSparkListener(killer);
      SparkEngine.Task task = new SparkEngine.Task(AddressRealm.NAMESPACE, null, Nat.UNKNOWN);

      Diagnosis diagnosis =
          new SparkFleet(spark, task, SMALL).diagnose(List.of(recordings)).diagnosis();

      assertThat(json(diagnosis)).isEqualTo(json(byCommand(recordings)));
      assertThat(killer.killed).hasPositiveValue();
      assertThat(killer.removed).hasPositiveValue();
    }
  }

  /** Their process ids, as they say themselves. */
  private static Map<String, Long> executors(JavaSparkContext spark) {
    Map<String, Long> pids = new ConcurrentHashMap<>();
    while (pids.size() < EXECUTORS) {
      spark
          .parallelize(List.of(1, 2, 3, 4), 4)
          .map(each -> SparkEnv.get().executorId() + " " + ProcessHandle.current().pid())
          .collect()
          .forEach(one -> pids.put(one.split(" ", -1)[0], Long.valueOf(one.split(" ", -1)[1])));
    }
    return pids;
  }

  private static Diagnosis byCommand(Path recordings) {
    ConnectionLog log = ConnectionLog.read(List.of(recordings), Progress.NONE);
    return Diagnosis.of(log, TimeoutSearch.detect(log, null));
  }

  private static String json(Diagnosis diagnosis) throws IOException {
    StringWriter out = new StringWriter();
    JsonReport.write(diagnosis, out);
    return out.toString();
  }

  /** Kills the process of the executor that gets the first task after the shuffle. */
  private static final class Killer extends SparkListener {
    private final AtomicLong killed = new AtomicLong();
    private final AtomicLong removed = new AtomicLong();
    private final Map<String, Long> pids;
    private volatile boolean shuffled;

    /** {@code pids} by executor. */
    Killer(Map<String, Long> pids) {
      this.pids = pids;
    }

    @Override
    public void onStageCompleted(SparkListenerStageCompleted stage) {
      shuffled |= stage.stageInfo().taskMetrics().shuffleWriteMetrics().bytesWritten() > 0;
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (shuffled && killed.get() == 0) {
        long pid = Objects.requireNonNull(pids.get(start.taskInfo().executorId()));
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        killed.set(pid);
      }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
      removed.incrementAndGet();
    }
  }
}

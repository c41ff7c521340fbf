package io.tuplewatch.spark;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.input.RecordingFiles;
import io.tuplewatch.recording.json.JsonLinesReading;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;

/** From recordings to their diagnosis, by way of a cluster. */
final class SparkFleet {

  private final JavaSparkContext spark;
  private final SparkEngine.Task task;
  private final Sizes sizes;

  /**
   * How large a task is to be; the result does not depend on it.
   *
   * @param bytes that one reads at most, whole chunks
   * @param connects that one diagnoses, as far as a host can be divided
   */
  record Sizes(long bytes, long connects) {
    static final Sizes USUAL = new Sizes(128L << 20, 1_000_000);
  }

  /** What the user named, and the files that it stands for. */
  private record Found(Path input, String file) {}

  /**
   * What comes out.
   *
   * @param engine to ask further
   */
  record Result(
      Diagnosis diagnosis, SelectionReport selection, Advice advice, SparkEngine engine) {}

  SparkFleet(JavaSparkContext spark, SparkEngine.Task task) {
    this(spark, task, Sizes.USUAL);
  }

  SparkFleet(JavaSparkContext spark, SparkEngine.Task task, Sizes sizes) {
    this.spark = spark;
    this.task = task;
    this.sizes = sizes;
  }

  /** Every input must be readable under the same path by the driver and by all executors. */
  Result diagnose(List<Path> inputs) throws InterruptedException {
    List<Recording> recordings = new ArrayList<>();
    List<Found> found = find(inputs, recordings);
    JavaRDD<ReadRange> read = read(found);
    List<RecordedRange> ranges = read.map(ReadRange::recorded).collect();
    recordings.addAll(recordings(found, ranges));
    SparkEngine engine = new SparkEngine(spark, read, Slices.of(ranges, sizes.connects()), task);
    read.unpersist();
    FirstLook look = engine.look();
    Diagnosis diagnosis = PartwiseDiagnosis.of(engine, look, task.given(), recordings);
    SparkEngine.Played played = engine.played(Adviser.accused(diagnosis));
    return new Result(
        diagnosis,
        SelectionReport.standard(played.load(), diagnosis.firewallTimeout()),
        Adviser.advise(diagnosis, played.accused(), null, 0),
        engine);
  }

  private static List<Found> find(List<Path> inputs, List<Recording> unusable) {
    List<Found> found = new ArrayList<>();
    for (Path input : inputs) {
      try {
        RecordingFiles files = RecordingFiles.of(input);
        files
            .unreadable()
            .forEach(
                (path, e) -> unusable.add(Recording.unusable(input, Problem.unreadable(path, e))));
        if (files.files().isEmpty() && files.unreadable().isEmpty()) {
          unusable.add(
              Recording.unusable(
                  input, Problem.ofFile(input, "holds no .jfr file", "name a file or directory")));
        }
        files.files().forEach(file -> found.add(new Found(input, file.toString())));
      } catch (IOException e) {
        unusable.add(Recording.unusable(input, Problem.unreadable(input, e)));
      }
    }
    return inOrderOfReading(found);
  }

  /** The command reads JSON lines after all others. */
  private static List<Found> inOrderOfReading(List<Found> found) {
    List<Found> inOrder = new ArrayList<>();
    List<Found> last = new ArrayList<>();
    for (Found each : found) {
      (JsonLinesReading.isJsonLines(Path.of(each.file())) ? last : inOrder).add(each);
    }
    inOrder.addAll(last);
    return inOrder;
  }

  /** In the order of files. Kept on disks until it is shuffled: it is looked at twice. */
  private JavaRDD<ReadRange> read(List<Found> found) {
    List<FileRange> ranges = FileRange.of(found.stream().map(Found::file).toList(), sizes.bytes());
    SparkEngine.Task own = task;
    return spark
        .parallelize(ranges, Math.max(1, ranges.size()))
        .map(range -> ReadRange.of(range, own.realm()))
        .persist(StorageLevel.DISK_ONLY());
  }

  private static List<Recording> recordings(List<Found> found, List<RecordedRange> ranges) {
    List<Recording> recordings = new ArrayList<>();
    int next = 0;
    for (Found each : found) {
      List<RecordedRange> own = new ArrayList<>();
      do {
        own.add(ranges.get(next++));
      } while (next < ranges.size() && ranges.get(next).range().from() > 0);
      recordings.addAll(RecordedRange.together(own, each.input()));
    }
    return recordings;
  }
}

package io.tuplewatch.spark;

import io.tuplewatch.advice.AccusedConnects;
import io.tuplewatch.advice.Advice;
import io.tuplewatch.advice.Adviser;
import io.tuplewatch.diagnosis.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.input.RecordingFiles;
import io.tuplewatch.selection.recorded.RecordedLoad;
import io.tuplewatch.selection.replay.SelectionReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** From recordings to their diagnosis, by way of a cluster. */
final class SparkFleet {

  private final JavaSparkContext spark;
  private final SparkEngine.Task task;

  /** What the user named, and the files that it stands for. */
  private record Found(Path input, String file) {}

  /**
   * What comes out.
   *
   * @param parts with what they were asked last
   */
  record Result(
      Diagnosis diagnosis,
      SelectionReport selection,
      Advice advice,
      List<SparkEngine.Asked> parts) {}

  SparkFleet(JavaSparkContext spark, SparkEngine.Task task) {
    this.spark = spark;
    this.task = task;
  }

  /** Every input must be readable under the same path by the driver and by all executors. */
  Result diagnose(List<Path> inputs) throws InterruptedException {
    List<Recording> recordings = new ArrayList<>();
    List<Found> found = find(inputs, recordings);
    List<RecordedFile> files = read(found.stream().map(Found::file).toList());
    for (int i = 0; i < files.size(); i++) {
      recordings.addAll(files.get(i).recordings(found.get(i).input()));
    }
    List<List<String>> parts = Parts.of(files);
    SparkEngine engine = new SparkEngine(spark, parts.isEmpty() ? List.of(List.of()) : parts, task);
    FirstLook look = engine.look();
    Diagnosis diagnosis = PartwiseDiagnosis.of(engine, look, task.given(), recordings);
    return new Result(
        diagnosis,
        selection(engine, look, diagnosis),
        advice(engine, look, diagnosis),
        engine.asked());
  }

  private static SelectionReport selection(SparkEngine engine, FirstLook look, Diagnosis diagnosis)
      throws InterruptedException {
    RecordedLoad load = engine.load(SelectionReport.worthwhile(look.connects()));
    return SelectionReport.standard(load, diagnosis.firewallTimeout(), threads());
  }

  private static Advice advice(SparkEngine engine, FirstLook look, Diagnosis diagnosis)
      throws InterruptedException {
    Set<Destination> accused = Adviser.accused(diagnosis);
    long until = AccusedConnects.worthwhile(look.connects());
    AccusedConnects connects =
        accused.isEmpty() ? AccusedConnects.NONE : engine.accused(accused, until);
    return Adviser.advise(diagnosis, connects, null, 0, threads());
  }

  /** The driver's threads: models are played there. */
  private static int threads() {
    return Runtime.getRuntime().availableProcessors();
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
    return found;
  }

  private List<RecordedFile> read(List<String> files) {
    SparkEngine.Task own = task;
    return files.isEmpty()
        ? List.of()
        : spark
            .parallelize(files, files.size())
            .map(file -> RecordedFile.read(file, own.realm()))
            .collect();
  }
}

package io.tuplewatch.spark;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.evidence.search.StepSearches;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.reuse.ReuseDetector;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks parts in tasks, one for each part. A task depends on its files and its question alone, so
 * that it may be made again, elsewhere or twice at once, without changing anything.
 */
final class SparkEngine implements PartwiseDiagnosis.Engine {

  private final JavaSparkContext spark;
  private final List<List<String>> parts;
  private final Task task;
  private final Map<Integer, Asked> last = new TreeMap<>();

  /**
   * What every task needs to know.
   *
   * @param given the idle timeout that the user gave; null if none
   */
  record Task(AddressRealm realm, @Nullable Duration given, Nat nat) implements Serializable {

    ConnectionLog read(List<String> files) {
      List<Path> paths = files.stream().map(Path::of).toList();
      return ConnectionLog.read(paths, TextReplacement.NONE, realm, Progress.NONE);
    }

    StepSearches look(List<String> files) {
      return TimeoutSearch.look(read(files), given);
    }

    Diagnosis diagnose(Asked asked) {
      ConnectionLog log = read(asked.files());
      return Diagnosis.ofPart(
              log,
              ReuseDetector.detect(log, asked.question().timeout()),
              nat,
              asked.question().elsewhere())
          .detached();
    }
  }

  /** A question with the files that it is about. */
  record Asked(List<String> files, PartwiseDiagnosis.Question question) implements Serializable {}

  /** {@code parts}: files of each. */
  SparkEngine(JavaSparkContext spark, List<List<String>> parts, Task task) {
    this.spark = spark;
    this.parts = parts;
    this.task = task;
  }

  @Override
  public List<StepSearches> look() {
    Task own = task;
    return answers(parts, own::look);
  }

  @Override
  public List<Diagnosis> diagnose(List<PartwiseDiagnosis.Question> questions) {
    Task own = task;
    List<Asked> asked =
        questions.stream()
            .map(question -> new Asked(parts.get(question.part()), question))
            .toList();
    asked.forEach(each -> last.put(each.question().part(), each));
    return answers(asked, own::diagnose);
  }

  /** What each part was asked last. */
  List<Asked> asked() {
    return List.copyOf(last.values());
  }

  private <T, R> List<R> answers(List<T> questions, Function<T, R> answer) {
    JavaRDD<T> asked = spark.parallelize(questions, Math.max(1, questions.size()));
    return asked.map(answer).collect();
  }
}

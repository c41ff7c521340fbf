package io.tuplewatch.spark;

import io.tuplewatch.advice.AccusedConnects;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
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

    FirstLook look(List<String> files) {
      return FirstLook.at(read(files), given);
    }

    RecordedLoad load(Asked asked, long until) {
      ConnectionLog log = read(asked.files());
      return RecordedLoad.before(log, classified(log, asked), until);
    }

    AccusedConnects accused(Asked asked, Set<Destination> accused, long until) {
      ConnectionLog log = read(asked.files());
      return AccusedConnects.of(log, classified(log, asked), accused, until);
    }

    private static ReuseLog classified(ConnectionLog log, Asked asked) {
      return ReuseDetector.detect(log, asked.question().timeout());
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

  /** What all of them need to know of all. */
  FirstLook look() {
    Task own = task;
    return rows(parts).map(own::look).treeReduce(FirstLook::and);
  }

  @Override
  public int parts() {
    return parts.size();
  }

  @Override
  public List<Diagnosis> diagnose(List<PartwiseDiagnosis.Question> questions) {
    Task own = task;
    List<Asked> asked =
        questions.stream()
            .map(question -> new Asked(parts.get(question.part()), question))
            .toList();
    asked.forEach(each -> last.put(each.question().part(), each));
    return rows(asked).map(own::diagnose).collect();
  }

  /** What all parts have before a time, epoch ns; to be asked when they are diagnosed. */
  RecordedLoad load(long until) {
    Task own = task;
    return RecordedLoad.together(rows(asked()).map(part -> own.load(part, until)).collect());
  }

  /** What all parts have to some destinations, likewise. */
  AccusedConnects accused(Set<Destination> accused, long until) {
    Task own = task;
    Set<Destination> sent = new HashSet<>(accused);
    return AccusedConnects.together(
        rows(asked()).map(part -> own.accused(part, sent, until)).collect());
  }

  /** What each part was asked last. */
  List<Asked> asked() {
    return List.copyOf(last.values());
  }

  private <T> JavaRDD<T> rows(List<T> each) {
    return spark.parallelize(each, Math.max(1, each.size()));
  }
}

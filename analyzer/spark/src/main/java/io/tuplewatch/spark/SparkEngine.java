package io.tuplewatch.spark;

import io.tuplewatch.advice.AccusedConnects;
import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FirstLook;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.diagnosis.PartwiseDiagnosis;
import io.tuplewatch.diagnosis.PartwiseDiagnosis.Question;
import io.tuplewatch.evidence.Totals;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.recorded.RecordedLoad;
import io.tuplewatch.selection.replay.SelectionReport;
import io.tuplewatch.spark.ReadRange.SlicedChunk;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Asks slices, each of which is one task's. A task depends on what was read and on its question
 * alone, so that it may be made again, elsewhere or twice at once, without changing anything.
 */
final class SparkEngine implements PartwiseDiagnosis.Engine {

  private final JavaSparkContext spark;
  private final JavaPairRDD<ChunkKey, SlicedChunk> shuffled;
  private final Slices slices;
  private final Task task;
  private final FirstLook look;
  private final Map<Integer, Question> last = new TreeMap<>();
  private final Map<Destination, Integer> sliceOf = new HashMap<>();

  /**
   * What every task needs to know.
   *
   * @param given the idle timeout that the user gave; null if none
   */
  record Task(AddressRealm realm, @Nullable Duration given, Nat nat) implements Serializable {}

  /**
   * Which slice a chunk, or what of it is in there, goes to.
   *
   * @param order of chunks within the slice: that in which the command reads them
   */
  private record ChunkKey(int slice, long order) implements Comparable<ChunkKey>, Serializable {

    @Override
    public int compareTo(ChunkKey other) {
      return slice == other.slice
          ? Long.compare(order, other.order)
          : Integer.compare(slice, other.slice);
    }

    /** The partitioner goes by it: every slice is a partition of its own. */
    @Override
    public int hashCode() {
      return slice;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof ChunkKey key && key.slice == slice && key.order == order;
    }
  }

  /** All slices' questions, and what they need to know of all. */
  record Questions(Map<Integer, Question> bySlice, Totals totals) implements Serializable {}

  /** A slice with what it was asked. */
  record AskedSlice(ConnectionLog log, Question question, Totals totals, Nat nat) {

    ReuseLog reuses() {
      return ReuseDetector.detect(log, question.timeout());
    }

    Diagnosis diagnosis(ReuseLog reuses) {
      return Diagnosis.ofPart(log, reuses, nat, totals, question.elsewhere());
    }
  }

  /** What a task makes of its slice. */
  interface Work<R> extends Serializable {
    Iterator<R> of(AskedSlice slice);
  }

  /** Shuffles what was read, and takes a first look at all slices. */
  SparkEngine(JavaSparkContext spark, JavaRDD<ReadRange> ranges, Slices slices, Task task) {
    this.spark = spark;
    this.slices = slices;
    this.task = task;
    this.shuffled = shuffled(ranges, slices);
    this.look = look(shuffled, slices, task);
  }

  private static JavaPairRDD<ChunkKey, SlicedChunk> shuffled(
      JavaRDD<ReadRange> ranges, Slices slices) {
    return ranges
        .flatMapToPair(range -> pieces(range, slices))
        .repartitionAndSortWithinPartitions(new HashPartitioner(slices.count()));
  }

  private static Iterator<Tuple2<ChunkKey, SlicedChunk>> pieces(ReadRange range, Slices slices) {
    List<Tuple2<ChunkKey, SlicedChunk>> pieces = new ArrayList<>();
    int number = range.recorded().range().number();
    int count = slices.count(number);
    long order = (long) number << Integer.SIZE;
    for (SlicedChunk chunk : range.chunks()) {
      for (int slice = 0; slice < count; slice++) {
        ChunkKey key = new ChunkKey(slices.first(number) + slice, order);
        pieces.add(new Tuple2<>(key, chunk.only(slice, count)));
      }
      order++;
    }
    return pieces.iterator();
  }

  private static FirstLook look(
      JavaPairRDD<ChunkKey, SlicedChunk> shuffled, Slices slices, Task task) {
    return shuffled
        .mapPartitionsWithIndex(
            (number, chunks) -> {
              FirstLook whole =
                  inItsThread(() -> FirstLook.at(log(chunks, task.realm()), task.given()));
              FirstLook own = slices.isFirst(number) ? whole : whole.ofConnectsAlone();
              return List.of(own).iterator();
            },
            true)
        .treeReduce(FirstLook::and);
  }

  private static ConnectionLog log(
      Iterator<Tuple2<ChunkKey, SlicedChunk>> chunks, AddressRealm realm) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder(realm);
    while (chunks.hasNext()) {
      SlicedChunk chunk = chunks.next()._2();
      builder.add(chunk.facts(), chunk.events());
    }
    return builder.build(List.of());
  }

  /** What all slices together need to know of all. */
  FirstLook look() {
    return look;
  }

  @Override
  public int parts() {
    return slices.count();
  }

  @Override
  public List<Diagnosis> diagnose(List<Question> questions) {
    Map<Integer, Question> bySlice = new HashMap<>();
    questions.forEach(question -> bySlice.put(question.part(), question));
    last.putAll(bySlice);
    Slices all = slices;
    JavaRDD<Diagnosis> answers = work(bySlice, slice -> List.of(answer(slice, all)).iterator());
    int[] numbers = questions.stream().mapToInt(Question::part).toArray();
    List<Diagnosis> inOrder = new ArrayList<>();
    for (List<Diagnosis> answer : answers.collectPartitions(numbers)) {
      int slice = numbers[inOrder.size()];
      inOrder.add(answer.get(0));
      answer.get(0).destinations().forEach(each -> sliceOf.put(each.destination(), slice));
    }
    return inOrder;
  }

  private static Diagnosis answer(AskedSlice slice, Slices all) {
    Diagnosis whole = slice.diagnosis(slice.reuses()).detached();
    return all.isFirst(slice.question().part()) ? whole : whole.ofConnectsAlone();
  }

  /**
   * What models are to play.
   *
   * @param load of all destinations
   * @param accused of those in question
   */
  record Played(RecordedLoad load, AccusedConnects accused) implements Serializable {}

  /** What all slices have for the models to play; to be asked when they are diagnosed. */
  Played played(Set<Destination> accused) {
    long until = SelectionReport.worthwhile(look.connects());
    long untilOfAccused = AccusedConnects.worthwhile(look.connects());
    Set<Destination> sent = new HashSet<>(accused);
    List<Played> parts =
        each(slice -> {
              ReuseLog reuses = slice.reuses();
              return new Played(
                  RecordedLoad.before(slice.log(), reuses, until),
                  AccusedConnects.of(slice.log(), reuses, sent, untilOfAccused));
            })
            .collect();
    return new Played(
        RecordedLoad.together(parts.stream().map(Played::load).toList()),
        AccusedConnects.together(parts.stream().map(Played::accused).toList()));
  }

  /** What the slices that have these destinations make of themselves; likewise. */
  <R> List<R> ask(Set<Destination> destinations, One<R> one) {
    int[] numbers =
        destinations.stream()
            .mapToInt(destination -> Objects.requireNonNull(sliceOf.get(destination)))
            .distinct()
            .sorted()
            .toArray();
    List<R> answers = new ArrayList<>();
    for (List<R> answer : each(one).collectPartitions(numbers)) {
      answers.addAll(answer);
    }
    return answers;
  }

  /** One result. */
  interface One<R> extends Serializable {
    R of(AskedSlice slice);
  }

  private <R> JavaRDD<R> each(One<R> one) {
    return work(slice -> List.of(one.of(slice)).iterator());
  }

  /** With what the slices were asked last. */
  <R> JavaRDD<R> work(Work<R> work) {
    return work(last, work);
  }

  private <R> JavaRDD<R> work(Map<Integer, Question> bySlice, Work<R> work) {
    Broadcast<Questions> questions =
        spark.broadcast(new Questions(new HashMap<>(bySlice), look.totals()));
    Task own = task;
    return shuffled.mapPartitionsWithIndex(
        (number, chunks) -> {
          Question question = questions.value().bySlice().get(number);
          return inItsThread(
              () ->
                  work.of(
                      new AskedSlice(
                          log(chunks, own.realm()),
                          Objects.requireNonNull(question),
                          questions.value().totals(),
                          own.nat())));
        },
        true);
  }

  /** Spark gives each processor a task. */
  private static <R> R inItsThread(Supplier<R> work) {
    return InParallel.with(1, work::get);
  }
}

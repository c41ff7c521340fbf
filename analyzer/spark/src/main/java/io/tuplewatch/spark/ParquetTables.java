package io.tuplewatch.spark;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import io.tuplewatch.spark.SparkEngine.Asked;
import io.tuplewatch.spark.SparkEngine.Task;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of {@link Tables} as Parquet, by day (UTC): rows as the command's CSV files have them,
 * with types.
 */
final class ParquetTables {

  private static final String DAY = "day";

  private static final Set<String> TIMES =
      Set.of("time", "lastSyn", "lastPacketBefore", "sessionStart", "sessionEnd");

  private static final Set<String> LONGS = Set.of("connectionId", "previousConnectionId");
  private static final Set<String> INTEGERS = Set.of("localPort", "port", "syns");
  private static final Set<String> BOOLEANS = Set.of("idleAtMost", "workedBefore", "failed");
  private static final Set<String> CHANCES = Set.of("probability", "reuseProbability");

  private final JavaSparkContext spark;
  private final List<Asked> asked;
  private final String folder;

  private ParquetTables(JavaSparkContext spark, List<Asked> asked, String folder) {
    this.spark = spark;
    this.asked = asked;
    this.folder = folder;
  }

  /**
   * Writes {@code connections}, {@code reuses} and {@code failures} below a folder, in the place of
   * what is there.
   *
   * @param asked all parts, with what they were asked last
   * @param folder a path, or an address of a file system that Spark knows
   */
  static void write(JavaSparkContext spark, List<Asked> asked, Task task, String folder) {
    ParquetTables tables = new ParquetTables(spark, asked, folder);
    tables.write("connections", Tables.CONNECTIONS, part -> connections(task, part));
    tables.write("reuses", Tables.REUSES, part -> reuses(task, part));
    tables.write("failures", Tables.FAILURES, part -> failures(task, part));
  }

  private void write(String name, Table<?> columns, FlatMapFunction<Asked, Row> rows) {
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    session
        .createDataFrame(
            spark.parallelize(asked, Math.max(1, asked.size())).flatMap(rows), schema(columns))
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy(DAY)
        .parquet(folder + "/" + name);
  }

  private static Iterator<Row> connections(Task task, Asked part) {
    ClassifiedUses uses = classified(task, part).uses();
    return IntStream.range(0, uses.size())
        .mapToObj(index -> row(Tables.CONNECTIONS, uses.get(index)))
        .iterator();
  }

  private static Iterator<Row> reuses(Task task, Asked part) {
    ClassifiedUses uses = classified(task, part).uses();
    return IntStream.range(0, uses.size())
        .filter(index -> uses.result(index).judged() && isReuse(uses.kind(index)))
        .mapToObj(index -> row(Tables.REUSES, ListedConnect.at(uses, index)))
        .iterator();
  }

  private static boolean isReuse(UseKind kind) {
    return kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE;
  }

  private static Iterator<Row> failures(Task task, Asked part) {
    ConnectionLog log = task.read(part.files());
    ReuseLog reuses = ReuseDetector.detect(log, part.question().timeout());
    Diagnosis diagnosis = Diagnosis.ofPart(log, reuses, task.nat(), part.question().elsewhere());
    Stream<FailureCause> failures = diagnosis.findings().failures().stream();
    return failures
        .map(failure -> row(Tables.FAILURES, ListedFailure.of(reuses.uses(), failure)))
        .iterator();
  }

  private static ReuseLog classified(Task task, Asked part) {
    return ReuseDetector.detect(task.read(part.files()), part.question().timeout());
  }

  private static <T> Row row(Table<T> table, T of) {
    List<String> names = table.names();
    List<@Nullable Object> values = table.values(of);
    @Nullable Object[] typed = new @Nullable Object[values.size() + 1];
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      typed[i] = value == null ? null : typed(names.get(i), value);
    }
    Instant time = (Instant) values.get(names.indexOf("time"));
    typed[values.size()] = time == null ? null : LocalDate.ofInstant(time, ZoneOffset.UTC);
    return RowFactory.create(typed);
  }

  private static Object typed(String name, Object value) {
    if (value instanceof Instant || value instanceof Boolean) {
      return value;
    }
    if (value instanceof BigDecimal number) {
      return number.doubleValue();
    }
    if (LONGS.contains(name)) {
      return ((Number) value).longValue();
    }
    if (INTEGERS.contains(name)) {
      return ((Number) value).intValue();
    }
    return CHANCES.contains(name) ? Double.valueOf(value.toString()) : value.toString();
  }

  /** The columns of a table, and the day. */
  static StructType schema(Table<?> table) {
    List<StructField> fields = new ArrayList<>();
    for (String name : table.names()) {
      fields.add(DataTypes.createStructField(name, type(name), true));
    }
    fields.add(DataTypes.createStructField(DAY, DataTypes.DateType, true));
    return DataTypes.createStructType(fields);
  }

  private static DataType type(String name) {
    if (TIMES.contains(name)) {
      return DataTypes.TimestampType;
    }
    if (LONGS.contains(name)) {
      return DataTypes.LongType;
    }
    if (INTEGERS.contains(name)) {
      return DataTypes.IntegerType;
    }
    if (BOOLEANS.contains(name)) {
      return DataTypes.BooleanType;
    }
    return CHANCES.contains(name) || name.endsWith("Ms")
        ? DataTypes.DoubleType
        : DataTypes.StringType;
  }
}

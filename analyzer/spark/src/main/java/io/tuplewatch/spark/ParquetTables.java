package io.tuplewatch.spark;

import io.tuplewatch.report.table.ListedConnect;
import io.tuplewatch.report.table.ListedFailure;
import io.tuplewatch.report.table.Table;
import io.tuplewatch.report.table.Tables;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import io.tuplewatch.spark.SparkEngine.AskedSlice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
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

  private final SparkSession session;
  private final SparkEngine engine;
  private final String folder;

  private ParquetTables(SparkSession session, SparkEngine engine, String folder) {
    this.session = session;
    this.engine = engine;
    this.folder = folder;
  }

  /**
   * Writes {@code connections}, {@code reuses} and {@code failures} below a folder, in the place of
   * what is there.
   *
   * @param engine that has diagnosed them
   * @param folder a path, or an address of a file system that Spark knows
   */
  static void write(JavaSparkContext spark, SparkEngine engine, String folder) {
    SparkSession session = SparkSession.builder().sparkContext(spark.sc()).getOrCreate();
    ParquetTables tables = new ParquetTables(session, engine, folder);
    tables.write("connections", Tables.CONNECTIONS, ParquetTables::connections);
    tables.write("reuses", Tables.REUSES, ParquetTables::reuses);
    tables.write("failures", Tables.FAILURES, ParquetTables::failures);
  }

  private void write(String name, Table<?> columns, SparkEngine.Work<Row> rows) {
    session
        .createDataFrame(engine.work(rows), schema(columns))
        .write()
        .mode(SaveMode.Overwrite)
        .partitionBy(DAY)
        .parquet(folder + "/" + name);
  }

  private static Iterator<Row> connections(AskedSlice slice) {
    ClassifiedUses uses = slice.reuses().uses();
    return IntStream.range(0, uses.size())
        .mapToObj(index -> row(Tables.CONNECTIONS, uses.get(index)))
        .iterator();
  }

  private static Iterator<Row> reuses(AskedSlice slice) {
    ClassifiedUses uses = slice.reuses().uses();
    return IntStream.range(0, uses.size())
        .filter(index -> uses.result(index).judged() && isReuse(uses.kind(index)))
        .mapToObj(index -> row(Tables.REUSES, ListedConnect.at(uses, index)))
        .iterator();
  }

  private static boolean isReuse(UseKind kind) {
    return kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE;
  }

  private static Iterator<Row> failures(AskedSlice slice) {
    ReuseLog reuses = slice.reuses();
    return slice.diagnosis(reuses).findings().failures().stream()
        .map(failure -> row(Tables.FAILURES, ListedFailure.of(reuses.uses(), failure)))
        .iterator();
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

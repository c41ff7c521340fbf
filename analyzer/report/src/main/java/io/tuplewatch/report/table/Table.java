package io.tuplewatch.report.table;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, in order. Immutable if {@link #and} is not called any more.
 *
 * @param <T> what a row is made of
 */
public final class Table<T> {

  private record Column<T>(String name, Function<? super T, ? extends @Nullable Object> value) {}

  private final List<Column<T>> columns = new ArrayList<>();

  /** Adds a column; a value of null becomes an empty cell. */
  Table<T> and(String name, Function<? super T, ? extends @Nullable Object> value) {
    columns.add(new Column<>(name, value));
    return this;
  }

  /** Adds the columns of another table whose rows are made of the same. */
  Table<T> and(Table<T> other) {
    columns.addAll(other.columns);
    return this;
  }

  /** These columns, of what {@code part} takes from a row. */
  <S> Table<S> over(Function<? super S, ? extends T> part) {
    Table<S> seen = new Table<>();
    columns.forEach(column -> seen.and(column.name, row -> column.value.apply(part.apply(row))));
    return seen;
  }

  /** Names of the columns. */
  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The cells of a row, by column: texts, numbers, truth values, times, or null. */
  public List<@Nullable Object> values(T row) {
    List<@Nullable Object> values = new ArrayList<>();
    columns.forEach(column -> values.add(column.value.apply(row)));
    return values;
  }

  /** Writes the head line as CSV. */
  public void writeHead(Writer out) throws IOException {
    out.write(String.join(",", names()) + "\r\n");
  }

  /** Writes one row as CSV. */
  public void write(T row, Writer out) throws IOException {
    out.write(
        columns.stream()
            .map(column -> CsvCell.of(column.value.apply(row)))
            .collect(Collectors.joining(",", "", "\r\n")));
  }

  /** The head line for {@link #line}. */
  public String headLine() {
    return String.join("\t", names());
  }

  /**
   * A row as one line: cells between tabs, none of them empty or with a blank in it, "-" for what
   * is not known. Made for grep, cut, awk and sort.
   */
  public String line(T row) {
    Stream<String> cells = columns.stream().map(column -> LineCell.of(column.value.apply(row)));
    return cells.collect(Collectors.joining("\t"));
  }
}

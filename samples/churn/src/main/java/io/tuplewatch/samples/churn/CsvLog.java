package io.tuplewatch.samples.churn;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file with one row per connection, buffered until it is closed. No field may hold a comma,
 * quote or line end. Thread-safe.
 */
final class CsvLog implements Closeable {

  private final Writer writer;
  private final @Nullable Path file;

  private CsvLog(Writer writer, @Nullable Path file) {
    this.writer = writer;
    this.file = file;
  }

  /**
   * Starts a log.
   *
   * @param file is overwritten; null for a log that goes nowhere
   * @param columns the first row
   * @throws IOException as all methods here, with a message that names the file
   */
  static CsvLog create(@Nullable Path file, String... columns) throws IOException {
    CsvLog log = new CsvLog(newWriter(file), file);
    log.row((Object[]) columns);
    return log;
  }

  private static Writer newWriter(@Nullable Path file) throws IOException {
    try {
      return file == null ? Writer.nullWriter() : Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  synchronized void row(Object... fields) throws IOException {
    try {
      writer.write(
          Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining(",", "", "\n")));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      writer.close();
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static IOException failed(@Nullable Path file, IOException e) {
    return new IOException("cannot write the log " + Arguments.quoted(String.valueOf(file)), e);
  }
}

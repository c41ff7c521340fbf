package io.tuplewatch.samples.churn;

import java.io.BufferedWriter;
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

  private CsvLog(Writer writer) {
    this.writer = writer;
  }

  /**
   * @param file is overwritten; null for a log that goes nowhere
   * @param columns the first row
   */
  static CsvLog create(@Nullable Path file, String... columns) throws IOException {
    CsvLog log = new CsvLog(file == null ? Writer.nullWriter() : newWriter(file));
    log.row((Object[]) columns);
    return log;
  }

  synchronized void row(Object... fields) throws IOException {
    writer.write(
        Arrays.stream(fields).map(String::valueOf).collect(Collectors.joining(",", "", "\n")));
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  private static BufferedWriter newWriter(Path file) throws IOException {
    try {
      return Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new IOException("cannot write the log " + Arguments.quoted(file.toString()), e);
    }
  }
}

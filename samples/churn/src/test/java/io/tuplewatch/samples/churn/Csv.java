package io.tuplewatch.samples.churn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a log by the names of its columns. */
record Csv(List<String> header, List<List<String>> rows) {

  static Csv read(Path file) throws IOException {
    List<List<String>> lines =
        Files.readAllLines(file).stream().map(line -> List.of(line.split(",", -1))).toList();
    return new Csv(lines.get(0), lines.subList(1, lines.size()));
  }

  /** Each row's fields of these columns, joined by blanks. */
  List<String> columns(String... names) {
    return rows.stream()
        .map(
            row ->
                Stream.of(names)
                    .map(name -> row.get(header.indexOf(name)))
                    .collect(Collectors.joining(" ")))
        .toList();
  }
}

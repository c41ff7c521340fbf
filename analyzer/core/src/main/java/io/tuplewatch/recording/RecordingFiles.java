package io.tuplewatch.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Directories to the .jfr files below them. */
final class RecordingFiles {

  private RecordingFiles() {}

  /** {@code input} itself, or all {@code *.jfr} files below it, sorted by path. */
  static List<Path> of(Path input) throws IOException {
    if (!Files.isDirectory(input)) {
      return List.of(input);
    }
    try (Stream<Path> below = Files.walk(input)) {
      return below
          .filter(path -> path.toString().endsWith(".jfr") && Files.isRegularFile(path))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package io.tuplewatch.jmc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sample recordings of the project. */
final class Samples {

  private static final Path FOLDER = Path.of("../../samples/recordings");

  private Samples() {}

  /** Every sample, by the name of its folder. */
  static Stream<String> names() {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path folder(String sample) {
    return FOLDER.resolve(sample);
  }

  static List<File> files(String sample) {
    try (Stream<Path> files = Files.list(folder(sample))) {
      return files
          .filter(file -> file.toString().matches(".*\\.jfr(\\.gz)?"))
          .sorted()
          .map(Path::toFile)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

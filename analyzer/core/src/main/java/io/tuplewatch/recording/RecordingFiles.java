package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Directories to the recordings below them: *.jfr, *.jfr.gz, *.zip, and *.jsonl with their
 * predecessors.
 */
final class RecordingFiles extends SimpleFileVisitor<Path> {

  private static final List<String> ENDINGS =
      List.of(".jfr", ".jfr.gz", ".zip", ".jsonl", ".jsonl.1");

  private final List<Path> files = new ArrayList<>();
  private final Map<Path, IOException> unreadable = new TreeMap<>();

  private RecordingFiles() {}

  /** {@code input} itself, or all recordings below it. */
  static RecordingFiles of(Path input) throws IOException {
    RecordingFiles found = new RecordingFiles();
    if (Files.isDirectory(input)) {
      Files.walkFileTree(input, found);
      Collections.sort(found.files);
    } else {
      found.files.add(input);
    }
    return found;
  }

  /** The files, sorted by path. */
  List<Path> files() {
    return files;
  }

  /** Directories that could not be searched. */
  Map<Path, IOException> unreadable() {
    return unreadable;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (ENDINGS.stream().anyMatch(file.toString()::endsWith) && Files.isRegularFile(file)) {
      files.add(file);
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    unreadable.put(file, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
    if (e != null) {
      unreadable.put(directory, e);
    }
    return FileVisitResult.CONTINUE;
  }
}

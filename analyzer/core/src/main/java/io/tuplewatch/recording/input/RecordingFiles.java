package io.tuplewatch.recording.input;

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
 * Directories to the recordings below them: *.jfr, packed or not, *.zip, and *.jsonl with their
 * predecessors. What is packed in a way that is not read is found, too, so that it can be said.
 */
public final class RecordingFiles extends SimpleFileVisitor<Path> {

  private static final List<String> RECORDINGS =
      List.of(".jfr", ".jfr.gz", ".jfr.xz", ".jfr.zst", ".jfr.lz4", ".jfr.bz2");

  private static final List<String> OTHERS = List.of(".zip", ".jsonl", ".jsonl.1");

  private final List<Path> files = new ArrayList<>();
  private final Map<Path, IOException> unreadable = new TreeMap<>();

  private RecordingFiles() {}

  /** {@code input} itself, or all recordings below it. */
  public static RecordingFiles of(Path input) throws IOException {
    RecordingFiles found = new RecordingFiles();
    if (Files.isDirectory(input)) {
      Files.walkFileTree(input, found);
      Collections.sort(found.files);
    } else {
      found.files.add(input);
    }
    return found;
  }

  /** Whether a file of this name should be a recording, packed or not. */
  static boolean isRecording(String name) {
    return RECORDINGS.stream().anyMatch(name::endsWith);
  }

  /** The files, sorted by path. */
  public List<Path> files() {
    return files;
  }

  /** Directories that could not be searched. */
  public Map<Path, IOException> unreadable() {
    return unreadable;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    String name = file.toString();
    boolean wanted = isRecording(name) || OTHERS.stream().anyMatch(name::endsWith);
    if (wanted && Files.isRegularFile(file)) {
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

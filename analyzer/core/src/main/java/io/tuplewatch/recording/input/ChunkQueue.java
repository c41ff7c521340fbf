package io.tuplewatch.recording.input;

import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.input.FileReading.Chunk;
import io.tuplewatch.recording.json.JsonLinesReading;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/**
 * The chunks of all inputs in order; a file is opened when its first chunk is asked for. What
 * cannot be opened is noted. Not thread-safe.
 */
final class ChunkQueue implements Iterator<Chunk>, AutoCloseable {

  private final Deque<Path> inputs;
  private final ByteRange range;
  private final Unpacking unpacking = Unpacking.withUsualCaps();
  private final Deque<RecordingFile> files = new ArrayDeque<>();
  private final Deque<Chunk> chunks = new ArrayDeque<>();
  private final List<RecordingFile> jsonLines = new ArrayList<>();
  private final List<FileReading> opened = new ArrayList<>();

  /** In order of reading; a file that is open has its result at the end. */
  private final List<Supplier<Recording>> results = new ArrayList<>();

  /** {@code range}: of each file. */
  ChunkQueue(List<Path> inputs, ByteRange range) {
    this.inputs = new ArrayDeque<>(inputs);
    this.range = range;
  }

  @Override
  public boolean hasNext() {
    while (chunks.isEmpty() && !(files.isEmpty() && inputs.isEmpty())) {
      if (files.isEmpty()) {
        findFiles(inputs.remove());
      } else {
        open(files.remove());
      }
    }
    return !chunks.isEmpty();
  }

  @Override
  public Chunk next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return chunks.remove();
  }

  /** To be asked when all chunks are read. */
  List<Recording> recordings() {
    return results.stream().map(Supplier::get).toList();
  }

  private void findFiles(Path input) {
    try {
      RecordingFiles found = RecordingFiles.of(input);
      found.unreadable().forEach((path, e) -> unusable(input, Problem.unreadable(path, e)));
      if (found.files().isEmpty() && found.unreadable().isEmpty()) {
        unusable(input, Problem.ofFile(input, "holds no .jfr file", "name a file or directory"));
      }
      for (Path file : found.files()) {
        files.add(new RecordingFile(input, file));
      }
    } catch (IOException e) {
      unusable(input, Problem.unreadable(input, e));
    }
  }

  /** Those among the files that are JSON lines, to be read after the chunks. */
  List<RecordingFile> jsonLines() {
    return jsonLines;
  }

  private void open(RecordingFile file) {
    if (JsonLinesReading.isJsonLines(file.path())) {
      if (range.holds(0)) {
        jsonLines.add(file);
      }
      return;
    }
    try {
      file.open(unpacking, this::add, problem -> unusable(file.input(), problem));
    } catch (IOException e) {
      unusable(file.input(), Problem.unreadable(file.path(), e));
    }
  }

  private void add(FileReading reading) {
    opened.add(reading);
    results.add(reading::result);
    List<Chunk> more =
        reading.chunks().stream().filter(chunk -> range.holds(chunk.header().position())).toList();
    chunks.addAll(more);
    if (more.isEmpty()) {
      reading.close();
    }
  }

  private void unusable(Path input, Problem problem) {
    Recording recording = Recording.unusable(input, problem);
    results.add(() -> recording);
  }

  @Override
  public void close() {
    opened.forEach(FileReading::close);
  }
}

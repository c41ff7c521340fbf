package io.tuplewatch.cli.scrub;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the analyzer reads of recordings, with other texts, as one recording: a chunk for each, or
 * for each part of a large one. Of a damaged chunk the times are written of which nothing is
 * missing; a reader would take it for whole.
 *
 * @param recordings what was read
 * @param written connects and closes
 * @param leftOut connects and closes of times of which something is missing
 */
public record ScrubbedRecording(List<Recording> recordings, long written, long leftOut) {

  /** Not thread-safe. */
  private static final class Sink {
    private final OutputStream out;
    private long written;
    private long leftOut;

    Sink(OutputStream out) {
      this.out = out;
    }

    void add(ChunkEvents chunk) {
      long events = (long) chunk.connects().size() + chunk.closes().size();
      long before = written;
      try {
        for (TimeSpan span : chunk.complete()) {
          written += ChunkWriter.write(chunk, span, out);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      leftOut += events - (written - before);
      chunk.release();
    }
  }

  /**
   * Reads recordings and writes them; {@code out} stays open. Memory is that of a chunk.
   *
   * @throws IOException if writing fails; what could not be read is in the recordings
   */
  public static ScrubbedRecording write(
      Path input, TextReplacement replacement, Progress progress, OutputStream out)
      throws IOException {
    Sink sink = new Sink(out);
    try {
      List<Recording> recordings =
          RecordingReader.read(List.of(input), replacement, sink::add, progress);
      return new ScrubbedRecording(recordings, sink.written, sink.leftOut);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}

package io.tuplewatch.recording.input;

import io.tuplewatch.columns.FreeSegments;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.TextLimit;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.recording.TimeSpan;
import io.tuplewatch.recording.decode.ChunkReader;
import io.tuplewatch.recording.decode.ChunkSource;
import io.tuplewatch.recording.decode.LargeChunk;
import io.tuplewatch.recording.decode.StackForm;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.MetadataCache;
import io.tuplewatch.recording.input.FileReading.Chunk;
import io.tuplewatch.recording.json.JsonLinesReading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's events from .jfr files, several chunks at once, and from JSON lines. Memory is
 * that of a few chunks per thread, and of one chunk at a time where these are large for the heap.
 */
public final class RecordingReader {

  /**
   * One in so many bytes of the heap may be a byte of a chunk that is being read. What is read of a
   * chunk that is all connects and closes takes 0.7 of its size, 1.5 where they have few fields.
   */
  private static final int CHUNK_BYTES_IN_HEAP = 6;

  private static final String DUMP_AGAIN = "copy or dump the recording again";

  /** So much of the heap is kept for the columns of chunks to come. */
  private static final int KEPT_SHARE = 16;

  private static final long MOST_CHUNK_BYTES =
      Runtime.getRuntime().maxMemory() / CHUNK_BYTES_IN_HEAP;

  private static final LargeChunk.Sizes SIZES = LargeChunk.Sizes.upTo(MOST_CHUNK_BYTES);

  /** {@code parts}: of its events, complete as far as the chunk is; one at least. */
  private record ReadChunk(Chunk chunk, Iterable<ChunkEvents> parts, List<Problem> problems) {}

  private final TextReplacement replacement;
  private final Consumer<ChunkEvents> sink;
  private final Progress progress;
  private final StackForm callSites;
  private final LargeChunk.Sizes sizes;
  private final TextLimit texts = TextLimit.ofHeap();
  private final MetadataCache metadata = new MetadataCache();
  private final FreeSegments free = new FreeSegments(Runtime.getRuntime().maxMemory() / KEPT_SHARE);

  private RecordingReader(
      TextReplacement replacement,
      Consumer<ChunkEvents> sink,
      Progress progress,
      StackForm callSites,
      LargeChunk.Sizes sizes) {
    this.replacement = replacement;
    this.sink = sink;
    this.progress = oneAtATime(progress);
    this.callSites = callSites;
    this.sizes = sizes;
  }

  /**
   * Reads files, and all recordings below directories and in archives, with all processors, and
   * hands every chunk's events on, one chunk at a time in the order of files and chunks. Those of a
   * large chunk come in parts.
   *
   * @return what was read, in order of reading; what could not be read is a {@link Problem} there,
   *     never an exception
   */
  public static List<Recording> read(
      List<Path> inputs, Consumer<ChunkEvents> sink, Progress progress) {
    return read(inputs, TextReplacement.NONE, sink, progress);
  }

  /** Does the same with other texts in the place of those in the recordings. */
  public static List<Recording> read(
      List<Path> inputs,
      TextReplacement replacement,
      Consumer<ChunkEvents> sink,
      Progress progress) {
    return new RecordingReader(replacement, sink, progress, StackForm.CALL_SITE, SIZES)
        .read(inputs, ByteRange.ALL);
  }

  /**
   * The same of one file alone, and of a part of it, with one thread: {@link Recording#together}
   * puts together what is returned. Bytes are those of the unpacked file; JSON lines are in the
   * part with the first.
   */
  public static List<Recording> read(Path file, ByteRange range, Consumer<ChunkEvents> sink) {
    return InParallel.with(
        1,
        () ->
            new RecordingReader(
                    TextReplacement.NONE, sink, Progress.NONE, StackForm.CALL_SITE, SIZES)
                .read(List.of(file), range));
  }

  /** The same with chunks divided otherwise. */
  static List<Recording> readInParts(
      List<Path> inputs, Consumer<ChunkEvents> sink, LargeChunk.Sizes sizes) {
    return new RecordingReader(
            TextReplacement.NONE, sink, Progress.NONE, StackForm.CALL_SITE, sizes)
        .read(inputs, ByteRange.ALL);
  }

  /**
   * The same; the call site of a connect is its whole stack, as flame graph tools read it: {@code
   * outermost;...;innermost} frame, without the agent's own. Of JSON lines it is what they have.
   */
  static List<Recording> readStacks(
      List<Path> inputs,
      TextReplacement replacement,
      Consumer<ChunkEvents> sink,
      Progress progress) {
    return new RecordingReader(replacement, sink, progress, StackForm.COLLAPSED, SIZES)
        .read(inputs, ByteRange.ALL);
  }

  private List<Recording> read(List<Path> inputs, ByteRange range) {
    try (ChunkQueue queue = new ChunkQueue(inputs, range)) {
      OrderedWork.run(
          queue,
          this::readChunk,
          this::deliver,
          InParallel.threads(),
          chunk -> chunk.header().size(),
          MOST_CHUNK_BYTES);
      List<Recording> recordings = new ArrayList<>(queue.recordings());
      for (RecordingFile file : queue.jsonLines()) {
        recordings.add(
            new JsonLinesReading(file.input(), file.path(), texts, replacement, sink)
                .read(progress));
      }
      return recordings;
    }
  }

  private void deliver(ReadChunk read) {
    FileReading file = read.chunk().file();
    file.add(read.problems());
    Iterator<ChunkEvents> parts = read.parts().iterator();
    ChunkEvents events = next(read.chunk(), parts);
    while (events != null) {
      texts.apply(events);
      events.replaceTexts(replacement);
      file.add(events);
      sink.accept(events);
      events = next(read.chunk(), parts);
    }
    file.add(texts.problemOf(read.chunk().path()));
    file.delivered(read.chunk(), progress);
  }

  /** The next part; null behind the last, or if it can no longer be read, which is told. */
  private static @Nullable ChunkEvents next(Chunk chunk, Iterator<ChunkEvents> parts) {
    try {
      return parts.hasNext() ? parts.next() : null;
    } catch (UncheckedIOException e) {
      chunk.file().add(damaged(chunk, Objects.requireNonNull(e.getCause())));
      return null;
    }
  }

  private static Progress oneAtATime(Progress progress) {
    Object lock = new Object();
    return (file, position, size) -> {
      synchronized (lock) {
        progress.at(file, position, size);
      }
    };
  }

  private ReadChunk readChunk(Chunk chunk) {
    FileReading file = chunk.file();
    ChunkSource source =
        new ChunkSource(
            chunk.channel(),
            chunk.header(),
            metadata,
            callSites,
            bytes -> file.passed(bytes, progress));
    Iterable<ChunkEvents> parts = LargeChunk.read(source, free, sizes);
    return parts == null ? readWhole(chunk, source) : new ReadChunk(chunk, parts, List.of());
  }

  private ReadChunk readWhole(Chunk chunk, ChunkSource source) {
    ChunkHeader header = chunk.header();
    ChunkEvents events = ChunkEvents.between(header.startNanos(), header.endNanos(), free);
    List<Problem> problems = new ArrayList<>();
    List<TimeSpan> complete = read(chunk, source, events, problems);
    return new ReadChunk(chunk, List.of(events.completeIn(complete)), problems);
  }

  /** The times of which all events were read; whatever is thrown here is the chunk's fault. */
  private static List<TimeSpan> read(
      Chunk chunk, ChunkSource source, ChunkEvents events, List<Problem> problems) {
    try {
      ChunkReader.Result result = ChunkReader.read(source, events);
      if (result.damage() != null) {
        problems.add(damaged(chunk, result.damage()));
      }
      if (result.undescribed() > 0) {
        problems.add(undescribed(chunk, result.undescribed()));
      }
      if (result.textsLeftOut() > 0) {
        problems.add(textsLeftOut(chunk, result.textsLeftOut()));
      }
      return result.complete();
    } catch (IOException | RuntimeException e) {
      problems.add(damaged(chunk, e));
    } catch (OutOfMemoryError e) {
      problems.add(
          Problem.ofChunk(
              chunk.path(),
              chunk.number(),
              "is damaged, or needs more memory than there is",
              DUMP_AGAIN + ", or raise java -Xmx"));
    }
    return List.of();
  }

  private static Problem damaged(Chunk chunk, Exception e) {
    return Problem.ofChunk(
        chunk.path(), chunk.number(), "is damaged: " + description(e), DUMP_AGAIN);
  }

  private static Problem undescribed(Chunk chunk, long events) {
    String what = events == 1 ? "an event of a type" : events + " events of types";
    return new Problem(
        chunk.path(),
        chunk.number(),
        "has " + what + " that it does not describe, left out: the others were read",
        "nothing to do unless connects are missing",
        false);
  }

  private static Problem textsLeftOut(Chunk chunk, int texts) {
    String what = texts == 1 ? "a text" : texts + " texts";
    return new Problem(
        chunk.path(),
        chunk.number(),
        "refers to " + what + " that it does not hold, such as names of hosts: all else was read",
        "nothing to do unless names are missing: the JVM that recorded left them out",
        false);
  }

  private static String description(Exception e) {
    String message = e.getMessage();
    return e instanceof IOException && message != null ? message : "its content makes no sense";
  }
}

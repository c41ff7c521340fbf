package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the agent's events from .jfr files, one chunk at a time. Single-threaded; memory is that of
 * one chunk plus one instance of every distinct text.
 */
public final class RecordingReader {

  private static final short GZIP_MAGIC = 0x1f8b;
  private static final String DUMP_AGAIN = "copy or dump the recording again";

  private final Consumer<ChunkEvents> sink;
  private final Progress progress;
  private final Map<String, String> strings = new HashMap<>();

  private RecordingReader(Consumer<ChunkEvents> sink, Progress progress) {
    this.sink = sink;
    this.progress = progress;
  }

  /**
   * Reads files, and all {@code *.jfr} below directories, and hands every chunk's events on.
   *
   * @return what was read, in order of reading; what could not be read is a {@link Problem} there,
   *     never an exception
   */
  public static List<Recording> read(
      List<Path> inputs, Consumer<ChunkEvents> sink, Progress progress) {
    RecordingReader reader = new RecordingReader(sink, progress);
    List<Recording> recordings = new ArrayList<>();
    for (Path input : inputs) {
      reader.readInput(input, recordings);
    }
    return recordings;
  }

  private void readInput(Path input, List<Recording> recordings) {
    try {
      RecordingFiles found = RecordingFiles.of(input);
      found
          .unreadable()
          .forEach((path, e) -> recordings.add(Recording.unusable(input, unreadable(path, e))));
      if (found.files().isEmpty() && found.unreadable().isEmpty()) {
        Problem none = Problem.ofFile(input, "holds no .jfr file", "name a file or directory");
        recordings.add(Recording.unusable(input, none));
      }
      for (Path file : found.files()) {
        recordings.add(readFile(input, file));
      }
    } catch (IOException e) {
      recordings.add(Recording.unusable(input, unreadable(input, e)));
    }
  }

  private Recording readFile(Path input, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Problem odd = Problem.ofFile(file, "is not a regular file", "copy it to a file first");
      return Recording.unusable(input, odd);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      Problem foreign = notARecording(file, channel);
      return foreign == null
          ? readChunks(input, file, channel)
          : Recording.unusable(input, foreign);
    } catch (IOException e) {
      return Recording.unusable(input, unreadable(file, e));
    }
  }

  private Recording readChunks(Path input, Path file, FileChannel channel) throws IOException {
    ChunkWalk walk = ChunkWalk.of(channel, file);
    List<Problem> problems = new ArrayList<>(walk.problems());
    long connects = 0;
    long closes = 0;
    long settings = 0;
    for (int i = 0; i < walk.readable().size(); i++) {
      ChunkHeader header = walk.readable().get(i);
      ChunkEvents events = ChunkEvents.between(header.startNanos(), header.endNanos());
      boolean whole = readChunk(channel, header, events, file, walk.number(i), problems);
      connects += events.connects().size();
      closes += events.closes().size();
      settings += events.settings().size();
      sink.accept(whole ? events : events.damaged());
      progress.at(file, header.position() + header.size(), channel.size());
    }
    return new Recording(
        input, file, channel.size(), walk.count(), connects, closes, settings, problems);
  }

  /**
   * False if events are missing. The library trusts its input, so whatever it throws here is the
   * chunk's fault.
   */
  private boolean readChunk(
      FileChannel channel,
      ChunkHeader header,
      ChunkEvents events,
      Path file,
      int number,
      List<Problem> problems) {
    if (header.size() > Integer.MAX_VALUE) {
      String remedy = "record with the default maxchunksize";
      problems.add(Problem.ofChunk(file, number, "is larger than 2 GiB", remedy));
      return false;
    }
    try {
      ByteBuffer bytes = channel.map(MapMode.READ_ONLY, header.position(), header.size());
      new ChunkReader(bytes, header, strings).readInto(events);
      return true;
    } catch (IOException | RuntimeException e) {
      problems.add(Problem.ofChunk(file, number, "is damaged: " + description(e), DUMP_AGAIN));
    } catch (OutOfMemoryError | StackOverflowError e) {
      String reason = "is damaged, or needs more memory than there is";
      problems.add(Problem.ofChunk(file, number, reason, DUMP_AGAIN + ", or raise java -Xmx"));
    } catch (InternalError e) {
      // A mapped file that shrinks under the reader.
      problems.add(Problem.ofChunk(file, number, "changed while it was read", DUMP_AGAIN));
    }
    return false;
  }

  private static String description(Exception e) {
    String message = e.getMessage();
    return e instanceof IOException && message != null ? message : "its content makes no sense";
  }

  private static @Nullable Problem notARecording(Path file, FileChannel channel)
      throws IOException {
    if (channel.size() == 0) {
      String remedy =
          "the JVM fills it at exit, or at jcmd PID JFR.dump; of a killed JVM, name JFR's repository";
      return Problem.ofFile(file, "is empty", remedy);
    }
    ByteBuffer start = ByteBuffer.allocate(4);
    channel.read(start, 0);
    start.flip();
    if (start.remaining() >= 2 && start.getShort(0) == GZIP_MAGIC) {
      return Problem.ofFile(file, "is compressed with gzip", "unpack it first");
    }
    return ChunkHeader.hasMagic(start)
        ? null
        : Problem.ofFile(file, "is not a JFR recording", "name a .jfr file");
  }

  private static Problem unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) {
      return Problem.ofFile(file, "does not exist", "check the path");
    }
    if (e instanceof AccessDeniedException) {
      return Problem.ofFile(file, "may not be read", "check its permissions");
    }
    String cause = e instanceof FileSystemException fs ? fs.getReason() : e.getMessage();
    String reason = "cannot be read: " + Objects.requireNonNullElse(cause, "I/O error");
    return Problem.ofFile(file, reason, "check the path, or copy it to a local disk");
  }
}

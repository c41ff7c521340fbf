package io.tuplewatch.history;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.recording.ChunkEvents;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was played, and why each attempt failed.
 *
 * @param attempts in order of start, those of processes nobody records among them
 */
public record LabelledHistory(Setting setting, List<Attempt> attempts) {

  /** What the recordings hold, through the builder that real recordings go through. */
  public ConnectionLog log() {
    return logSince(Duration.ZERO);
  }

  /** The same of recordings that begin so much later than the history. */
  public ConnectionLog logSince(Duration beginning) {
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    chunksSince(beginning).forEach(builder::add);
    return builder.build(List.of());
  }

  /** One .jfr file for each JVM. */
  public List<Path> write(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    for (ChunkEvents chunk : chunks()) {
      Path file = directory.resolve("jvm-" + (files.size() + 1) + ".jfr");
      RecordingWriter.write(chunk, file);
      files.add(file);
    }
    return files;
  }

  /** One chunk for each JVM, with its settings and everything that was seen of it. */
  public List<ChunkEvents> chunks() {
    return chunksSince(Duration.ZERO);
  }

  private List<ChunkEvents> chunksSince(Duration beginning) {
    RecordedEvents events = new RecordedEvents(setting, beginning);
    attempts.stream().filter(Attempt::seen).forEach(events::add);
    events.addHostTcp(attempts);
    return events.chunks();
  }

  /** Epoch ns in the recordings, so long after the start of the history. */
  public static long wallTime(Duration sinceStart) {
    return RecordedEvents.BOOT + sinceStart.toNanos();
  }

  /** How many attempts failed for a reason. */
  public long causes(TrueCause cause) {
    return attempts.stream().filter(attempt -> attempt.cause() == cause).count();
  }

  /** The attempt that an event is about. */
  public Attempt attempt(long connectionId) {
    return attempts.get((int) connectionId);
  }
}

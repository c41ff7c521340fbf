package io.tuplewatch.recording;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.flightrecorder.CouldNotLoadRecordingException;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** Reads a recording in one of several ways and says how many connects it saw. A program. */
public final class ReaderBenchmark {

  private static final String CONNECT = "tuplewatch.SocketConnect";

  private static final String CLOSE = "tuplewatch.SocketClose";

  private ReaderBenchmark() {}

  /** jmc|recording-file-events|recording-file|reader FILE. */
  public static void main(String[] args) throws IOException, CouldNotLoadRecordingException {
    Path file = Path.of(args[1]);
    long connects =
        switch (args[0]) {
          case "jmc" -> jmc(file);
          case "recording-file-events" -> recordingFileEvents(file);
          case "recording-file" -> recordingFile(file);
          case "reader" -> reader(file);
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.println(connects);
  }

  /** Loads all events, as Mission Control does; looks at none. */
  private static long jmc(Path file) throws IOException, CouldNotLoadRecordingException {
    IItemCollection all = JfrLoaderToolkit.loadEvents(file.toFile());
    long connects = 0;
    for (IItemIterable items : all) {
      connects += items.getType().getIdentifier().equals(CONNECT) ? items.getItemCount() : 0;
    }
    return connects;
  }

  /** Takes every event in turn; looks at none. */
  private static long recordingFileEvents(Path file) throws IOException {
    long connects = 0;
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        connects += event.getEventType().getName().equals(CONNECT) ? 1 : 0;
      }
    }
    return connects;
  }

  /** Takes the fields of every connect and close, as {@link RecordingFileFields} says. */
  private static long recordingFile(Path file) throws IOException {
    RecordingFileFields connects = RecordingFileFields.ofConnects();
    RecordingFileFields closes = RecordingFileFields.ofCloses();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        switch (event.getEventType().getName()) {
          case CONNECT -> connects.add(event);
          case CLOSE -> closes.add(event);
          default -> {}
        }
      }
    }
    return connects.count();
  }

  /** Decodes every field of every connect and close into columns. */
  private static long reader(Path file) {
    AtomicLong connects = new AtomicLong();
    RecordingReader.read(
        List.of(file),
        chunk -> {
          connects.addAndGet(chunk.connects().size());
          chunk.release();
        },
        Progress.NONE);
    return connects.get();
  }
}

package io.tuplewatch.recording.json;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.TextLimit;
import io.tuplewatch.recording.TextReplacement;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON lines that the agent writes where there is no JFR, as chunks of 50,000 lines. A
 * damaged line is a problem of its chunk, and the lines around it are kept. Not thread-safe.
 */
public final class JsonLinesReading {

  private static final int LINES_PER_CHUNK = 50_000;

  /** The longest is the settings', with 191 KB of reserved ports. */
  private static final int LONGEST_LINE = 1 << 20;

  /** An event says its time first, or soon. */
  private static final int LONGEST_START = 1 << 12;

  private final Path input;
  private final Path file;
  private final TextLimit texts;
  private final TextReplacement replacement;
  private final Consumer<ChunkEvents> sink;
  private final List<Problem> problems = new ArrayList<>();
  private long connects;
  private long closes;
  private long settings;
  private long dropped;
  private int chunks;
  private long lastEvent = Long.MIN_VALUE;

  public JsonLinesReading(
      Path input,
      Path file,
      TextLimit texts,
      TextReplacement replacement,
      Consumer<ChunkEvents> sink) {
    this.input = input;
    this.texts = texts;
    this.replacement = replacement;
    this.file = file;
    this.sink = sink;
  }

  /** Whether a file begins like one: with an event's time in its first line. */
  public static boolean isJsonLines(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.UTF_8);
      int line = start.indexOf('\n');
      return start.startsWith("{")
          && start.substring(0, line < 0 ? start.length() : line).contains("\"startTime\"");
    } catch (IOException e) {
      return false;
    }
  }

  public Recording read(Progress progress) {
    long size = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      size = Files.size(file);
      boolean more = true;
      while (more) {
        more = readChunk(in);
      }
      progress.at(file, size, size);
    } catch (IOException e) {
      problems.add(Problem.unreadable(file, e));
    }
    if (dropped > 0) {
      String reason = "lost " + dropped + " events: they came faster than they could be written";
      problems.add(Problem.ofFile(file, reason, "write it to a faster disk"));
    }
    Problem lostTexts = texts.problemOf(file);
    if (lostTexts != null) {
      problems.add(lostTexts);
    }
    return new Recording(
        input, file, size, chunks, connects, closes, settings, 0, List.of(), problems);
  }

  /** False at the end of the file. */
  private boolean readChunk(InputStream in) throws IOException {
    ChunkEvents events = null;
    Problem problem = null;
    chunks++;
    String line = line(in);
    for (int lines = 0; line != null; line = line(in)) {
      try {
        JsonLinesEvent event = JsonLinesEvent.parse(line);
        if (events == null) {
          // Nothing lies between the chunks of a file.
          events = ChunkEvents.startingAt(Math.max(lastEvent, firstOf(event)));
        }
        event.addTo(events);
        lastEvent = Math.max(lastEvent, event.start());
        dropped = Math.max(dropped, event.dropped());
      } catch (IOException e) {
        problem =
            Problem.ofChunk(file, chunks, "has a line that " + e.getMessage(), "copy it again");
      }
      if (++lines == LINES_PER_CHUNK) {
        break;
      }
    }
    deliver(events, problem);
    return line != null;
  }

  private long firstOf(JsonLinesEvent event) {
    return lastEvent == Long.MIN_VALUE ? event.start() : lastEvent;
  }

  private void deliver(@Nullable ChunkEvents events, @Nullable Problem problem) {
    if (problem != null) {
      problems.add(problem);
    }
    if (events != null) {
      connects += events.connects().size();
      closes += events.closes().size();
      settings += events.settings().size();
      texts.apply(events);
      events.replaceTexts(replacement);
      sink.accept(problem == null ? events : events.damaged());
    }
  }

  /** Without its end; null at the end of the file. */
  private @Nullable String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.size() == LONGEST_LINE) {
        throw new IOException("a line of more than 1 MiB");
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}

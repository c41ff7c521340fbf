package io.tuplewatch.recording.input;

import io.tuplewatch.columns.RowIds;
import io.tuplewatch.recording.ChunkDictionary;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.ConnectEvents;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.TextKind;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.recording.decode.ApplicationFrame;
import io.tuplewatch.recording.decode.CollapsedFrame;
import io.tuplewatch.recording.text.Texts;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Connects by stack, as flame graph tools read them: a line for each, {@code frame;frame;...
 * count}, the outermost frame first. After the application's frames come two of ours: the
 * destination, and the outcome, so that one file holds all connects and a search for an outcome the
 * failures.
 *
 * <p>Memory: the distinct stacks, and 30 to 60 bytes for each connect, which several files may
 * hold.
 */
public final class CollapsedStacks {

  private static final Pattern FRAMES = Pattern.compile(";");
  private static final String NO_STACK = "[no stack trace]";

  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final RowIds seen = new RowIds(2);

  private CollapsedStacks() {}

  /**
   * Reads the recordings; what cannot be read is left out.
   *
   * @param replacement what stands for the texts; for each frame of the application, not for stacks
   */
  public static CollapsedStacks read(
      List<Path> inputs, TextReplacement replacement, Progress progress) {
    CollapsedStacks stacks = new CollapsedStacks();
    RecordingReader.readStacks(inputs, new ByFrame(replacement), stacks::add, progress);
    return stacks;
  }

  /** The JDK's frames stay. */
  private record ByFrame(TextReplacement replacement) implements TextReplacement {

    @Override
    public String replace(TextKind kind, String text) {
      return kind == TextKind.CALL_SITE
          ? FRAMES.splitAsStream(text).map(this::frame).collect(Collectors.joining(";"))
          : replacement.replace(kind, text);
    }

    private String frame(String frame) {
      return ApplicationFrame.isOne(frame) ? replacement.replace(TextKind.CALL_SITE, frame) : frame;
    }

    @Override
    public long networkNamespace(long inode) {
      return replacement.networkNamespace(inode);
    }
  }

  /** Connects of one chunk that have the same stack, the first of them. */
  private static final class Alike {
    final int row;
    long count;

    Alike(int row) {
      this.row = row;
    }
  }

  private void add(ChunkEvents chunk) {
    ConnectEvents connects = chunk.connects();
    long[] jvmIds = connects.patterns().jvmIds();
    RowIds kinds = new RowIds(3);
    List<Alike> all = new ArrayList<>();
    for (int row = 0; row < connects.size(); row++) {
      int pattern = connects.pattern(row);
      int before = seen.size();
      if (seen.idOf(jvmIds[pattern], connects.connectionId(row)) == before) {
        long pathAndHost = ChunkDictionary.both(connects.path(row), connects.host(row));
        int kind = kinds.idOf(pattern, pathAndHost, connects.site(row));
        if (kind == all.size()) {
          all.add(new Alike(row));
        }
        all.get(kind).count++;
      }
    }
    for (Alike alike : all) {
      counts.merge(stack(connects, alike.row, chunk.dictionary()), alike.count, Long::sum);
    }
  }

  private static String stack(ConnectEvents connects, int row, ChunkDictionary dictionary) {
    Texts texts = dictionary.texts();
    int path = connects.path(row);
    String frames = texts.get(dictionary.callSite(connects.site(row)));
    String host = texts.get(connects.host(row));
    String name = host == null ? texts.get(dictionary.remote(path)) : host;
    return (frames == null ? NO_STACK : frames)
        + ";"
        + CollapsedFrame.of(name)
        + ":"
        + dictionary.port(path)
        + ";"
        + CollapsedFrame.of(texts.get(connects.patterns().outcome(connects.pattern(row))));
  }

  /** In order of the stacks' texts. */
  public void write(Writer out) throws IOException {
    for (var stack : counts.entrySet()) {
      out.write(stack.getKey() + " " + stack.getValue() + "\n");
    }
    out.flush();
  }
}

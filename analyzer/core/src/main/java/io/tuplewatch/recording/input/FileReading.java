package io.tuplewatch.recording.input;

import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.OtherEvents;
import io.tuplewatch.recording.Peer;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkWalk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One file while it is read: its chunks, and what was found in those delivered so far. */
final class FileReading implements AutoCloseable {

  /** A chunk to be read. */
  record Chunk(FileReading file, ChunkHeader header, int number) {

    FileChannel channel() {
      return file.channel;
    }

    Path path() {
      return file.path;
    }
  }

  private static final String DUMP_AGAIN = "copy or dump the recording again";

  private final Path input;
  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final ChunkWalk walk;
  private final List<Problem> problems;
  private final OtherEvents others = new OtherEvents();
  private long connects;
  private long closes;
  private long settings;
  private int delivered;

  /** Bytes, of chunks that several threads are reading. */
  private long read;

  FileReading(Path input, Path path, FileChannel channel) throws IOException {
    this.input = input;
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    this.walk = ChunkWalk.of(channel, path);
    this.problems = new ArrayList<>(walk.problems());
  }

  List<Chunk> chunks() {
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < walk.readable().size(); i++) {
      chunks.add(new Chunk(this, walk.readable().get(i), walk.number(i)));
    }
    return chunks;
  }

  /** Notes what a chunk holds, or a part of it. */
  void add(ChunkEvents events) {
    connects += events.connects().size();
    closes += events.closes().size();
    settings += events.continued() ? 0 : events.settings().size();
    others.merge(events.others());
  }

  void add(List<Problem> found) {
    problems.addAll(found);
  }

  void add(@Nullable Problem problem) {
    if (problem != null) {
      problems.add(problem);
    }
  }

  /** More bytes of a chunk have been read; by the thread that reads it. */
  synchronized void passed(long bytes, Progress progress) {
    read += bytes;
    progress.at(path, Math.min(read, size - 1), size);
  }

  /** Says how far it is, and closes the file after the last chunk. */
  synchronized void delivered(Chunk chunk, Progress progress) {
    read = Math.max(read, chunk.header().position() + chunk.header().size());
    boolean last = ++delivered == walk.readable().size();
    progress.at(path, last ? size : Math.min(read, size - 1), size);
    if (last) {
      close();
    }
  }

  Recording result() {
    add(Problem.lost(path, others.lostBytes()));
    List<Peer> peers =
        new ArrayList<>(connects + closes + settings == 0 ? others.peers() : List.of());
    peers.sort(Comparator.comparingLong(Peer::events).reversed());
    return new Recording(
        input,
        path,
        size,
        walk.count(),
        connects,
        closes,
        settings,
        others.lostBytes(),
        peers,
        problems);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      problems.add(Problem.ofFile(path, "could not be closed", DUMP_AGAIN));
    }
  }
}

package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the chunks of a file by their headers. Where a header's size cannot be followed, the next
 * chunk is searched by its magic, so that chunks after the damage are found. O(file size); memory
 * is constant but for the result.
 */
final class ChunkWalk {

  private static final int SEARCH_BUFFER = 1 << 20;
  private static final int LONGEST_VARINT = 9;
  private static final int METADATA_EVENT = 0;
  private static final int CHECKPOINT_EVENT = 1;

  private final FileChannel channel;
  private final Path file;
  private final long fileSize;
  private final List<ChunkHeader> readable = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int count;

  private ChunkWalk(FileChannel channel, Path file) throws IOException {
    this.channel = channel;
    this.file = file;
    this.fileSize = channel.size();
  }

  static ChunkWalk of(FileChannel channel, Path file) throws IOException {
    ChunkWalk walk = new ChunkWalk(channel, file);
    walk.walk();
    return walk;
  }

  /** Headers of the chunks worth reading, in file order. */
  List<ChunkHeader> readable() {
    return readable;
  }

  /** Number in the file, from 1, of the chunk at {@code index} of {@link #readable()}. */
  int number(int index) {
    return numbers.get(index);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Chunks found, unreadable ones included. */
  int count() {
    return count;
  }

  private void walk() throws IOException {
    long position = 0;
    while (position >= 0 && position < fileSize) {
      count++;
      position = take(position);
    }
  }

  /** Takes the chunk at {@code position} and returns where the next one starts; -1 = none. */
  private long take(long position) throws IOException {
    if (fileSize - position < ChunkHeader.BYTES) {
      lost("is cut off within its header", "copy or dump the recording again");
      return -1;
    }
    ByteBuffer bytes = bytes(position, ChunkHeader.BYTES);
    if (!ChunkHeader.startsAt(bytes, 0)) {
      lost("does not start with a JFR 2.x chunk header", "copy or dump the recording again");
      return search(position + 1);
    }
    ChunkHeader header = ChunkHeader.decode(position, bytes);
    if (header.neverFlushed()) {
      lost(
          "was still being written and holds nothing readable",
          "dump it with jcmd PID JFR.dump instead of copying it from the JVM's repository");
      return search(position + ChunkHeader.BYTES);
    }
    if (header.size() < 0 || header.size() > fileSize - position) {
      return truncated(header);
    }
    if (!header.offsetsAreInside() || header.ticksPerSecond() <= 0) {
      lost("has a damaged header", "copy or dump the recording again");
      return search(position + ChunkHeader.BYTES);
    }
    readable.add(header);
    numbers.add(count);
    if (!header.finished()) {
      return unfinished(header);
    }
    return position + header.size();
  }

  private long truncated(ChunkHeader header) throws IOException {
    long there = fileSize - header.position();
    lost(
        "is truncated: its header announces "
            + Long.toUnsignedString(header.size())
            + " bytes, "
            + there
            + " are there",
        "copy or dump the recording again");
    return search(header.position() + ChunkHeader.BYTES);
  }

  private long unfinished(ChunkHeader header) throws IOException {
    problems.add(
        new Problem(
            file,
            count,
            "was still being written: read up to its last flush",
            "for the rest, dump it with jcmd PID JFR.dump",
            false));
    return search(header.position() + header.size());
  }

  private void lost(String reason, String remedy) {
    problems.add(Problem.ofChunk(file, count, reason, remedy));
  }

  /** Position of the next whole chunk at or after {@code from}; -1 = none. */
  private long search(long from) throws IOException {
    long position = from;
    while (fileSize - position >= ChunkHeader.BYTES) {
      int length = (int) Math.min(SEARCH_BUFFER, fileSize - position);
      ByteBuffer bytes = bytes(position, length);
      int last = bytes.limit() - 8;
      for (int i = 0; i <= last; i++) {
        if (ChunkHeader.startsAt(bytes, i) && isChunk(position + i)) {
          return position + i;
        }
      }
      if (last < 0) {
        return -1;
      }
      position += last + 1L;
    }
    return -1;
  }

  /**
   * Tells a chunk from the copies of its header that HotSpot writes into checkpoint events: the
   * offsets of a chunk lead to a metadata and a checkpoint event.
   */
  private boolean isChunk(long position) throws IOException {
    ByteBuffer bytes = bytes(position, (int) Math.min(ChunkHeader.BYTES, fileSize - position));
    if (bytes.remaining() < ChunkHeader.BYTES) {
      return false;
    }
    ChunkHeader header = ChunkHeader.decode(position, bytes);
    return header.offsetsAreInside()
        && header.size() <= fileSize - position
        && eventType(position + header.metadata()) == METADATA_EVENT
        && eventType(position + header.constantPool()) == CHECKPOINT_EVENT;
  }

  /** First byte of the type id, which follows the event's size; -1 behind the end. */
  private int eventType(long position) throws IOException {
    ByteBuffer bytes = bytes(position, (int) Math.min(LONGEST_VARINT + 1, fileSize - position));
    while (bytes.hasRemaining() && bytes.get() < 0) {
      // a byte of the size with more to come
    }
    return bytes.hasRemaining() ? bytes.get() : -1;
  }

  /** At most {@code length} bytes; fewer if the file has shrunk meanwhile. */
  private ByteBuffer bytes(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }
}

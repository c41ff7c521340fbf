package io.tuplewatch.recording.format;

import io.tuplewatch.recording.Problem;
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
public final class ChunkWalk {

  private static final String DUMP_AGAIN = "copy or dump the recording again";
  private static final String DUMP_OR_LEAVE =
      "if the JVM still runs, use jcmd PID JFR.dump; of one that has ended there is no more";
  private static final String NOTHING_READABLE = " and holds nothing readable";

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

  public static ChunkWalk of(FileChannel channel, Path file) throws IOException {
    ChunkWalk walk = new ChunkWalk(channel, file);
    walk.walk();
    return walk;
  }

  /** Headers of the chunks worth reading, in file order. */
  public List<ChunkHeader> readable() {
    return readable;
  }

  /** Number in the file, from 1, of the chunk at {@code index} of {@link #readable()}. */
  public int number(int index) {
    return numbers.get(index);
  }

  public List<Problem> problems() {
    return problems;
  }

  /** Chunks found, unreadable ones included. */
  public int count() {
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
      lost("is cut off within its header", DUMP_AGAIN);
      return -1;
    }
    ByteBuffer bytes = bytes(position, ChunkHeader.BYTES);
    if (!ChunkHeader.startsAt(bytes, 0)) {
      return unreadable(position, bytes);
    }
    ChunkHeader header = ChunkHeader.decode(position, bytes);
    if (header.neverFlushed()) {
      return cut(header, "was never finished", DUMP_OR_LEAVE);
    }
    if (header.size() < 0 || header.size() > fileSize - position) {
      long there = fileSize - position;
      String size = Long.toUnsignedString(header.size());
      return cut(
          header,
          "is truncated: its header announces " + size + " bytes, " + there + " are there",
          DUMP_AGAIN);
    }
    if (!header.offsetsAreInside() || header.ticksPerSecond() <= 0) {
      return cut(header, "has a damaged header", DUMP_AGAIN);
    }
    readable.add(header);
    numbers.add(count);
    if (!header.finished()) {
      return unfinished(header);
    }
    return position + header.size();
  }

  /** What is not a chunk that this version reads, up to the next one. */
  private long unreadable(long position, ByteBuffer bytes) throws IOException {
    int number = count;
    long next = search(position + 1);
    boolean old = ChunkHeader.hasMagic(bytes) && bytes.getInt(4) >>> 16 < 2;
    String version = (bytes.getInt(4) >>> 16) + "." + (bytes.getInt(4) & 0xFFFF);
    if (old && next < 0 && readable.isEmpty()) {
      number = 0; // all of the file
    }
    String reason = "does not start with a JFR 2.x chunk header";
    String remedy = DUMP_AGAIN;
    if (old) {
      reason = "is a recording of JFR " + version + ", which " + writer(version) + " write";
      remedy = "record with OpenJDK 8u262, 11 or newer, where the agent can be loaded";
    } else if (ChunkHeader.hasMagic(bytes)) {
      reason = "is of JFR " + version + ", which this version does not read";
      remedy = "use a newer version of Tuplewatch, or " + DUMP_AGAIN;
    }
    problems.add(Problem.ofChunk(file, number, reason, remedy));
    return next;
  }

  private static String writer(String version) {
    return version.startsWith("0.") ? "Oracle JDK 7 and 8 and JRockit" : "JDK 9 and 10";
  }

  /**
   * Takes a chunk whose header does not lead to its end, as far as its events follow each other.
   */
  private long cut(ChunkHeader header, String reason, String remedy) throws IOException {
    long next = search(header.position() + ChunkHeader.BYTES);
    long most = (next < 0 ? fileSize : next) - header.position();
    ChunkScan scan = ChunkScan.of(new ChunkInput(channel, header.cutTo(most, 0, 0)));
    long end = header.position() + scan.end();
    if (scan.metadata() == 0 || header.ticksPerSecond() <= 0) {
      lost(reason + NOTHING_READABLE, remedy);
    } else {
      lost(reason + ": read up to its last whole event", remedy);
      List<Long> checkpoints = scan.checkpoints();
      long last = checkpoints.isEmpty() ? 0 : checkpoints.get(checkpoints.size() - 1);
      readable.add(header.cutTo(scan.end(), last, scan.metadata()));
      numbers.add(count);
    }
    return startsAt(end) ? end : next;
  }

  private boolean startsAt(long position) throws IOException {
    ByteBuffer bytes = bytes(position, (int) Math.min(Long.BYTES, fileSize - position));
    return bytes.remaining() == Long.BYTES && ChunkHeader.startsAt(bytes, 0);
  }

  private long unfinished(ChunkHeader header) throws IOException {
    problems.add(
        new Problem(
            file,
            count,
            "was still being written: read up to its last flush",
            "if the JVM still runs, jcmd PID JFR.dump gives the rest",
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

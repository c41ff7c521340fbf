package io.tuplewatch.recording.format;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Goes through the events of a chunk by their sizes: what a header that was never finished does not
 * say is found so, as far as events follow each other. O(events); memory is 8 bytes a checkpoint.
 */
public final class ChunkScan {

  private static final int METADATA_EVENT = 0;
  private static final int CHECKPOINT_EVENT = 1;

  private long end = ChunkHeader.BYTES;
  private long metadata;
  private final List<Long> checkpoints = new ArrayList<>();

  private ChunkScan() {}

  /** Up to the size that {@code in} has, to what is no event, or to another chunk's header. */
  public static ChunkScan of(ChunkInput in) throws IOException {
    ChunkScan scan = new ChunkScan();
    boolean more = true;
    while (more && scan.end < in.size()) {
      try {
        more = scan.pass(in);
      } catch (EOFException e) {
        more = false;
      }
    }
    return scan;
  }

  private boolean pass(ChunkInput in) throws IOException {
    in.seek(end, in.size());
    if (in.remaining() >= Long.BYTES && isHeader(in)) {
      return false;
    }
    long size = in.readVarint();
    long type = in.readVarint();
    in.requireNotPassed();
    if (size <= in.position() - end || size > in.size() - end) {
      return false;
    }
    if (type == METADATA_EVENT) {
      metadata = end;
    } else if (type == CHECKPOINT_EVENT) {
      checkpoints.add(end);
    }
    end += size;
    return true;
  }

  private static boolean isHeader(ChunkInput in) throws IOException {
    in.limit(in.position() + Long.BYTES, Long.BYTES);
    boolean header = ChunkHeader.startsAt(in.window(), in.at());
    in.seek(in.position(), in.size());
    return header;
  }

  /** Behind the last whole event, bytes from the chunk's start. */
  long end() {
    return end;
  }

  /** Where the last type descriptions are; 0 = there are none. */
  long metadata() {
    return metadata;
  }

  /** Where the checkpoint events are, ascending. */
  public List<Long> checkpoints() {
    return checkpoints;
  }
}

package io.tuplewatch.recording;

import java.util.ArrayList;
import java.util.List;

/**
 * The connects and closes of a chunk, shared out by remote address into slices that can be kept and
 * sent: all that belongs together has one remote address, the connect and the close of a connection
 * as well as the connects that tell the local address of another. Which slice an address is in
 * depends on nothing but the address.
 */
public final class ChunkSlices {

  private static final int MIX = 0x9E3779B9;

  private final ChunkEvents chunk;
  private final SliceWriter[] slices;

  private ChunkSlices(ChunkEvents chunk, int count) {
    this.chunk = chunk;
    this.slices = new SliceWriter[count];
    for (int slice = 0; slice < count; slice++) {
      slices[slice] = new SliceWriter(chunk);
    }
  }

  /**
   * Of the events that a chunk was read with, or events in the place of which others were put.
   * O(n).
   *
   * @param count how many slices, 1 or more
   * @return each as {@link #read} takes it, events in the order of the chunk; those without a
   *     remote address are in none
   */
  public static List<byte[]> of(ChunkEvents chunk, int count) {
    return new ChunkSlices(chunk, count).written();
  }

  /**
   * Adds the events of a slice to a chunk.
   *
   * @throws IllegalArgumentException if it is not a slice
   */
  public static void read(byte[] slice, ChunkEvents into) {
    new SliceReader(slice, into).read();
  }

  private List<byte[]> written() {
    int[] byPath = new int[chunk.dictionary().paths()];
    for (int path = 0; path < byPath.length; path++) {
      String remote = chunk.dictionary().texts().get(chunk.dictionary().remote(path));
      byPath[path] = remote == null ? -1 : slice(remote);
    }
    for (int row = 0; row < chunk.connects().size(); row++) {
      int slice = byPath[chunk.connects().path(row)];
      if (slice >= 0) {
        slices[slice].addConnect(row);
      }
    }
    for (int row = 0; row < chunk.closes().size(); row++) {
      int slice = byPath[chunk.closes().path(row)];
      if (slice >= 0) {
        slices[slice].addClose(row);
      }
    }
    List<byte[]> written = new ArrayList<>();
    for (SliceWriter slice : slices) {
      written.add(slice.bytes());
    }
    return written;
  }

  private int slice(String remote) {
    return ((remote.hashCode() * MIX) >>> 1) % slices.length;
  }
}

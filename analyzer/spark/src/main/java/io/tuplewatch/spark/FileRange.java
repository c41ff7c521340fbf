package io.tuplewatch.spark;

import io.tuplewatch.recording.input.ByteRange;
import java.io.File;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task reads: of a file, unpacked, the chunks that begin between two bytes.
 *
 * @param file its path
 * @param from first byte
 * @param to behind the last
 */
record FileRange(String file, long from, long to) implements Serializable {

  private static final String DIVISIBLE = ".jfr";

  /**
   * A file in ranges; what is packed, or is not there, is one, since it would be unpacked for each.
   *
   * @param most bytes of each, 1 or more
   */
  static List<FileRange> of(String file, long most) {
    long size = file.endsWith(DIVISIBLE) ? new File(file).length() : 0;
    List<FileRange> ranges = new ArrayList<>();
    for (long from = 0; from == 0 || from < size; from += most) {
      boolean last = from + most >= size;
      ranges.add(new FileRange(file, from, last ? Long.MAX_VALUE : from + most));
    }
    return ranges;
  }

  ByteRange bytes() {
    return new ByteRange(from, to);
  }
}

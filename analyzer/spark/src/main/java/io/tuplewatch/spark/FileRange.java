package io.tuplewatch.spark;

import io.tuplewatch.recording.input.ByteRange;
import java.io.File;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task reads: of a file, unpacked, the chunks that begin between two bytes.
 *
 * @param number in the order in which the command reads
 * @param file its path
 * @param from first byte
 * @param to behind the last
 */
record FileRange(int number, String file, long from, long to) implements Serializable {

  private static final String DIVISIBLE = ".jfr";

  /**
   * Files in ranges; what is packed, or is not there, is one, since it would be unpacked for each.
   *
   * @param most bytes of each, 1 or more
   */
  static List<FileRange> of(List<String> files, long most) {
    List<FileRange> ranges = new ArrayList<>();
    for (String file : files) {
      long size = file.endsWith(DIVISIBLE) ? new File(file).length() : 0;
      for (long from = 0; from == 0 || from < size; from += most) {
        long to = from + most >= size ? Long.MAX_VALUE : from + most;
        ranges.add(new FileRange(ranges.size(), file, from, to));
      }
    }
    return ranges;
  }

  ByteRange bytes() {
    return new ByteRange(from, to);
  }
}

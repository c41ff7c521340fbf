package io.tuplewatch.recording;

import java.nio.file.Path;

/**
 * Told how far the reading has come; called after every chunk, and within long ones, by one thread
 * at a time.
 */
@FunctionalInterface
public interface Progress {

  /** Says nothing. */
  Progress NONE = (file, position, size) -> {};

  /**
   * Called when more of a file has been read.
   *
   * @param position bytes of {@code file} done; {@code size} at its end only
   * @param size bytes of {@code file}
   */
  void at(Path file, long position, long size);
}

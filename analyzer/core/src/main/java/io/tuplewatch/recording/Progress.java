package io.tuplewatch.recording;

import java.nio.file.Path;

/** Told how far the reading has come; called after every chunk, by one thread at a time. */
@FunctionalInterface
public interface Progress {

  /** Says nothing. */
  Progress NONE = (file, position, size) -> {};

  /**
   * Called after every chunk.
   *
   * @param position bytes of {@code file} done
   * @param size bytes of {@code file}
   */
  void at(Path file, long position, long size);
}

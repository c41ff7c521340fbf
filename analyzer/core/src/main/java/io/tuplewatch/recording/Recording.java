package io.tuplewatch.recording;

import java.nio.file.Path;
import java.util.List;

/**
 * What was read from one file.
 *
 * @param input the file or directory named by the user that led to {@code file}
 * @param file the file; equals {@code input} unless that is a directory
 * @param size bytes; 0 if the file could not be opened
 * @param chunks chunks found, damaged ones included
 * @param connects SocketConnect events read
 * @param closes SocketClose events read
 * @param settings NetworkSettings events read
 */
public record Recording(
    Path input,
    Path file,
    long size,
    int chunks,
    long connects,
    long closes,
    long settings,
    List<Problem> problems) {

  public Recording {
    problems = List.copyOf(problems);
  }

  static Recording unusable(Path input, Problem problem) {
    return new Recording(input, problem.file(), 0, 0, 0, 0, 0, List.of(problem));
  }
}

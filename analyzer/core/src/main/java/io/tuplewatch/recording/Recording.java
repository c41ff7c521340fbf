package io.tuplewatch.recording;

import java.nio.file.Path;
import java.util.List;

/**
 * What was read from one file.
 *
 * @param input the file or directory named by the user that led to {@code file}
 * @param file the file; equals {@code input} unless that is a directory or an archive
 * @param size bytes, unpacked; 0 if the file could not be opened
 * @param chunks chunks found, damaged ones included
 * @param connects SocketConnect events read
 * @param closes SocketClose events read
 * @param settings NetworkSettings events read
 * @param lostBytes of events of any kind that Flight Recorder says it lost (jdk.DataLoss)
 * @param peers where the agent was not loaded: whom the JDK's own socket events name, most events
 *     first
 */
public record Recording(
    Path input,
    Path file,
    long size,
    int chunks,
    long connects,
    long closes,
    long settings,
    long lostBytes,
    List<Peer> peers,
    List<Problem> problems) {

  public Recording {
    peers = List.copyOf(peers);
    problems = List.copyOf(problems);
  }

  /**
   * The same with other names in the place of those of its files, also where problems quote them.
   */
  public Recording withFiles(TextReplacement by) {
    List<Problem> renamed = problems.stream().map(problem -> problem.withFile(by)).toList();
    return new Recording(
        Problem.renamed(input, by),
        Problem.renamed(file, by),
        size,
        chunks,
        connects,
        closes,
        settings,
        lostBytes,
        peers,
        renamed);
  }

  public static Recording unusable(Path input, Problem problem) {
    return new Recording(input, problem.file(), 0, 0, 0, 0, 0, 0, List.of(), List.of(problem));
  }
}

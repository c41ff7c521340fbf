package io.tuplewatch.recording;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** That of a file from those of its parts, in order. */
  public static Recording together(List<Recording> parts) {
    Recording first = parts.get(0);
    long connects = parts.stream().mapToLong(Recording::connects).sum();
    long closes = parts.stream().mapToLong(Recording::closes).sum();
    long settings = parts.stream().mapToLong(Recording::settings).sum();
    long lostBytes = parts.stream().mapToLong(Recording::lostBytes).sum();
    return new Recording(
        first.input,
        first.file,
        first.size,
        first.chunks,
        connects,
        closes,
        settings,
        lostBytes,
        connects + closes + settings == 0 ? peers(parts) : List.of(),
        problems(parts, Problem.lost(first.file, lostBytes)));
  }

  private static List<Peer> peers(List<Recording> parts) {
    OtherEvents all = new OtherEvents();
    parts.forEach(part -> part.peers.forEach(all::add));
    List<Peer> peers = new ArrayList<>(all.peers());
    peers.sort(Comparator.comparingLong(Peer::events).reversed());
    return peers;
  }

  /** What is wrong with the file as a whole is told of each part. */
  private static List<Problem> problems(List<Recording> parts, @Nullable Problem lost) {
    Set<Problem> problems = new LinkedHashSet<>();
    for (Recording part : parts) {
      problems.addAll(part.problems);
      problems.remove(Problem.lost(part.file, part.lostBytes));
    }
    if (lost != null) {
      problems.add(lost);
    }
    return List.copyOf(problems);
  }

  public static Recording unusable(Path input, Problem problem) {
    return new Recording(input, problem.file(), 0, 0, 0, 0, 0, 0, List.of(), List.of(problem));
  }
}

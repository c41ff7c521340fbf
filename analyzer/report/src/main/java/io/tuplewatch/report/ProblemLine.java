package io.tuplewatch.report;

import io.tuplewatch.recording.Problem;

/** A problem of a file as one line for a terminal. */
public final class ProblemLine {

  private ProblemLine() {}

  /** "FILE: chunk 3 is truncated: ...; copy or dump the recording again". */
  public static String of(Problem problem) {
    String chunk = problem.chunk() == 0 ? "" : "chunk " + problem.chunk() + " ";
    return SafeText.of(problem.file().toString())
        + ": "
        + chunk
        + SafeText.of(problem.reason())
        + "; "
        + problem.remedy();
  }
}

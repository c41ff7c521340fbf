package io.tuplewatch.report;

/** A part of the text report below the first screen, in their order. */
public enum ReportPart {
  /** Hosts, JVMs and destinations in order of failed early reuses, where there are several JVMs. */
  FLEET,
  /** Verdicts in full sentences, causes, failure rates by idle time. */
  EVIDENCE,
  /** What packet captures show of the failed connects. */
  SEEN,
  /** Which files, and what time they cover. */
  READ,
  /** Early reuses and other connects by destination, and the worst tuples. */
  REUSE,
  /** The kernel's settings as recorded. */
  SETTINGS,
  /** What was missing or odd. */
  QUALITY,
  /** Which algorithm selected the ports, the replay, and what-ifs. */
  SELECTION,
  /** What would help, by how much, and what would not. */
  ADVICE
}

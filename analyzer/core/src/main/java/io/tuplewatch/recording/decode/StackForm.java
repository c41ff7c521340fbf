package io.tuplewatch.recording.decode;

/** What is told of a stack trace. */
public enum StackForm {
  /** The first application frame, as {@code package.Class.method:line}. */
  CALL_SITE,
  /**
   * All frames but the agent's as {@code package.Class.method}, the outermost first, semicolons
   * between: the collapsed stacks of flame graph tools.
   */
  COLLAPSED
}

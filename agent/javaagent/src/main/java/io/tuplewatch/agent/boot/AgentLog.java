package io.tuplewatch.agent.boot;

/** The agent's few words, one line each, on standard error. Thread-safe. */
public final class AgentLog {

  private static volatile boolean verbose;

  private AgentLog() {}

  /** Whether {@link #detail} prints. */
  public static boolean isVerbose() {
    return verbose;
  }

  public static void setVerbose(boolean verbose) {
    AgentLog.verbose = verbose;
  }

  /** Something the operator should know. Control characters in the text are replaced. */
  @SuppressWarnings("SystemOut") // An agent has no logger of its own to write to.
  public static void warn(String text) {
    System.err.println("tuplewatch-agent: " + text.replaceAll("\\p{Cntrl}", "?"));
  }

  /** Something only for whoever set {@code log=verbose}. */
  public static void detail(String text) {
    if (verbose) {
      warn(text);
    }
  }
}

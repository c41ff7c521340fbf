package io.tuplewatch.samples.churn;

/** How this JVM is to end, and with which exit code. */
record Ending(Way way, int code) {

  /** The ways a JVM ends that an agent has to survive without losing events. */
  enum Way {
    /** The main method returns; with an exit code other than 0, as {@link #SYSTEM_EXIT}. */
    NORMAL,
    /** {@link System#exit} on a thread of its own. */
    SYSTEM_EXIT,
    /** {@link Runtime#halt}: no shutdown hook runs. */
    HALT
  }

  static Ending normal(int code) {
    return new Ending(Way.NORMAL, code);
  }

  void take() {
    if (way == Way.HALT) {
      Runtime.getRuntime().halt(code);
    }
    if (way == Way.SYSTEM_EXIT || code != 0) {
      new Thread(() -> System.exit(code), "churn-exit").start();
    }
  }
}

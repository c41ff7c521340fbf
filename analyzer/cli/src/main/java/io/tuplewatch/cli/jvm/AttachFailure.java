package io.tuplewatch.cli.jvm;

/** The agent cannot be reached in a JVM: why, and what to do, in one line. */
public final class AttachFailure extends Exception {

  private static final long serialVersionUID = 1;

  public AttachFailure(String message) {
    super(message);
  }
}

package io.tuplewatch.samples.churn;

/** The command line cannot be understood. The message is one line that says how to mend it. */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}

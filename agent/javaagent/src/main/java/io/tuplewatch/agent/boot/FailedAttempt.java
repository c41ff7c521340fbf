package io.tuplewatch.agent.boot;

/** What tells apart the meanings that one errno of a failed connect can have. Immutable. */
final class FailedAttempt {

  private final long nanos;
  private final boolean synSent;
  private final boolean closing;
  private final boolean tupleGiven;
  private final boolean scopeMissing;

  /**
   * @param nanos how long the attempt took, ns
   * @param synSent whether the kernel had sent a SYN
   * @param closing whether the application was closing the socket
   * @param tupleGiven whether the application had bound the socket to a port and an address that
   *     fits the destination, which leaves the kernel nothing to choose
   * @param scopeMissing whether the destination is link-local without saying on which link
   */
  FailedAttempt(
      long nanos, boolean synSent, boolean closing, boolean tupleGiven, boolean scopeMissing) {
    this.nanos = nanos;
    this.synSent = synSent;
    this.closing = closing;
    this.tupleGiven = tupleGiven;
    this.scopeMissing = scopeMissing;
  }

  long nanos() {
    return nanos;
  }

  boolean synSent() {
    return synSent;
  }

  boolean closing() {
    return closing;
  }

  boolean tupleGiven() {
    return tupleGiven;
  }

  boolean scopeMissing() {
    return scopeMissing;
  }
}

package io.tuplewatch.selection;

/**
 * What one selection came to. Reused from selection to selection, so that ten million of them
 * allocate nothing: valid until the next one. Not thread-safe.
 */
public final class Selection {

  private int port;
  private int counter;
  private int retries;

  /**
   * A port was found.
   *
   * @param port 1 to 65535
   * @param counter the loop counter of the pass that found it, in ports: 0 to 65534
   * @param retries candidates refused before, over all passes: 0 to 131071
   * @return true, for the search to return
   */
  boolean found(int port, int counter, int retries) {
    this.port = port;
    this.counter = counter;
    this.retries = retries;
    return true;
  }

  /**
   * EADDRNOTAVAIL: every candidate was refused.
   *
   * @return false, for the search to return
   */
  boolean failed(int retries) {
    this.port = 0;
    this.counter = 0;
    this.retries = retries;
    return false;
  }

  /** The port found; 0 after a failure. */
  public int port() {
    return port;
  }

  /** The kernel's loop counter in the pass that found the port, in ports; 0 after a failure. */
  public int counter() {
    return counter;
  }

  /** Candidates refused, over all passes. */
  public int retries() {
    return retries;
  }
}

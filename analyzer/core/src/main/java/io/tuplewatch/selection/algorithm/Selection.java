package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;

/**
 * What one selection came to. Reused from selection to selection, so that ten million of them
 * allocate nothing: valid until the next one. Not thread-safe.
 */
public final class Selection {

  private int index;
  private int steps;
  private int retries;

  /**
   * A port was found.
   *
   * @param index its index in the {@link PortSpace}
   * @param steps the kernel's loop counter in the pass that found it, divided by the step: 0 to
   *     65534
   * @param retries candidates refused before, over all passes: 0 to 131071
   * @return true, for the search to return
   */
  public boolean found(int index, int steps, int retries) {
    this.index = index;
    this.steps = steps;
    this.retries = retries;
    return true;
  }

  /**
   * EADDRNOTAVAIL: every candidate was refused.
   *
   * @return false, for the search to return
   */
  public boolean failed(int retries) {
    this.index = -1;
    this.steps = 0;
    this.retries = retries;
    return false;
  }

  /** The index of the port found in the {@link PortSpace}; -1 after a failure. */
  public int index() {
    return index;
  }

  /** The kernel's loop counter in the pass that found the port, divided by the step. */
  public int steps() {
    return steps;
  }

  /** Candidates refused, over all passes. */
  public int retries() {
    return retries;
  }
}

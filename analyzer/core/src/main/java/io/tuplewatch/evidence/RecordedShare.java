package io.tuplewatch.evidence;

import io.tuplewatch.connection.NamespaceOpens;
import java.io.Serializable;

/** How much of a network namespace's connects was recorded. Not thread-safe. */
public final class RecordedShare implements Serializable {

  private static final long serialVersionUID = 1;

  private final NamespaceOpens opens;
  private long seen;

  RecordedShare(NamespaceOpens opens, long seen) {
    this.opens = opens;
    this.seen = seen;
  }

  void add() {
    seen++;
  }

  /** What the kernel counted. */
  public NamespaceOpens opens() {
    return opens;
  }

  /** Recorded connects of the time between the kernel's first count and its last. */
  public long seen() {
    return seen;
  }

  /** Connects that the kernel counted and nobody recorded; 0 or more. */
  public long unseen() {
    return Math.max(0, opens.count() - seen);
  }
}

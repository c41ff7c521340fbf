package io.tuplewatch.evidence;

import io.tuplewatch.connection.NamespaceOpens;

/** How much of a network namespace's connects was recorded. Not thread-safe. */
public final class SeenShare {

  private final NamespaceOpens opens;
  private long seen;

  SeenShare(NamespaceOpens opens, long seen) {
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

  /** Of the kernel's count, 0 to 1; 1 if it is 0. */
  public double share() {
    return opens.count() == 0 ? 1 : Math.min(1, (double) seen / opens.count());
  }

  /** Connects that nobody recorded, for each recorded one; 0 without any recorded. */
  double unseenPerSeen() {
    return seen == 0 ? 0 : Math.max(0, opens.count() - seen) / (double) seen;
  }
}

package io.tuplewatch.cli.jvm;

import java.util.HashSet;
import java.util.Set;

/** What a JVM went through while it was watched. Not thread-safe. */
public final class Watch {

  private final Preflight first;
  private Preflight last;
  private final Set<String> unanswered = new HashSet<>();
  private long leastHeadroom;

  public Watch(Preflight first) {
    this.first = first;
    this.last = first;
    this.leastHeadroom = first.portHeadroom();
    unanswered.addAll(first.unanswered());
  }

  /** Takes another look. */
  public void add(Preflight now) {
    last = now;
    unanswered.addAll(now.unanswered());
    leastHeadroom = Math.min(leastHeadroom, now.portHeadroom());
  }

  public Preflight last() {
    return last;
  }

  /** Different connects seen without answer for more than a second. */
  public int unanswered() {
    return unanswered.size();
  }

  /** Handshakes of its namespace that failed while it was watched; 0 after one look. */
  public long failures() {
    return Math.max(0, last.attemptFails() - first.attemptFails());
  }

  /** Fewest free source ports toward one destination; -1 = not known. */
  public long portHeadroom() {
    return leastHeadroom;
  }
}

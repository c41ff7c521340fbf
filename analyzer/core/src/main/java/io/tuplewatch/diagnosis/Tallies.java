package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Connects that worked or failed, by kind of use; attempts without such a result must not be added.
 * Not thread-safe while it is added to.
 *
 * <p>Two failure rates may be compared only over the same time. An early reuse can be told at once,
 * a first use or a late reuse only after a whole timeout of recording: without care the early
 * reuses of an outage in the first minutes would stand against other connects of a later, quieter
 * time. So {@link #comparedEarlyReuses} and {@link #comparedOthers} count connects with a whole
 * timeout of unbroken recording before them alone.
 */
public final class Tallies {

  private final long firewallTimeoutNanos;
  private final Map<UseKind, Tally> byKind = new EnumMap<>(UseKind.class);
  private Tally comparedEarlyReuses = Tally.NONE;
  private Tally comparedOthers = Tally.NONE;
  private long failedEarlyReuses;

  /** {@code firewallTimeoutNanos} is W, ns, above 0. */
  Tallies(long firewallTimeoutNanos) {
    this.firewallTimeoutNanos = firewallTimeoutNanos;
  }

  void add(ClassifiedUse use) {
    byKind.put(use.kind(), of(use.kind()).plus(use.failed()));
    if (use.history() >= firewallTimeoutNanos) {
      compare(use);
    }
    if (use.failedEarlyReuse()) {
      failedEarlyReuses++;
    }
  }

  private void compare(ClassifiedUse use) {
    if (use.kind() == UseKind.EARLY_REUSE) {
      comparedEarlyReuses = comparedEarlyReuses.plus(use.failed());
    } else if (use.kind().comparison()) {
      comparedOthers = comparedOthers.plus(use.failed());
    }
  }

  /** Early reuses with a whole timeout of recording before them. */
  public Tally comparedEarlyReuses() {
    return comparedEarlyReuses;
  }

  /** Late reuses and first uses with a whole timeout of recording before them. */
  public Tally comparedOthers() {
    return comparedOthers;
  }

  /** Connects on neither side of the comparison. */
  public Tally notCompared() {
    return all().minus(comparedEarlyReuses).minus(comparedOthers);
  }

  /** All connects. */
  public Tally all() {
    return byKind.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  public Tally earlyReuses() {
    return of(UseKind.EARLY_REUSE);
  }

  public Tally lateReuses() {
    return of(UseKind.LATE_REUSE);
  }

  public Tally firstUses() {
    return of(UseKind.FIRST_USE);
  }

  /** Connects that cannot be classified: unknown history, or overlapping another use. */
  public Tally unknown() {
    return of(UseKind.UNKNOWN).plus(of(UseKind.OVERLAP));
  }

  /** Early reuses that failed although their tuple had worked before. */
  public long failedEarlyReuses() {
    return failedEarlyReuses;
  }

  private Tally of(UseKind kind) {
    return byKind.getOrDefault(kind, Tally.NONE);
  }
}

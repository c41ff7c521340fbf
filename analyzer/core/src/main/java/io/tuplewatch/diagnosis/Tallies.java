package io.tuplewatch.diagnosis;

import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.UseKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Connects that worked or failed, by kind of use; attempts without such a result must not be added.
 * Not thread-safe while it is added to.
 */
public final class Tallies {

  private final Map<UseKind, Tally> byKind = new EnumMap<>(UseKind.class);
  private long failedEarlyReuses;

  void add(ClassifiedUse use) {
    byKind.put(use.kind(), of(use.kind()).plus(use.failed()));
    if (use.failedEarlyReuse()) {
      failedEarlyReuses++;
    }
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

  /** What early reuses are compared with: late reuses and first uses. */
  public Tally others() {
    return lateReuses().plus(firstUses());
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

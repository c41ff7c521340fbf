package io.tuplewatch.reuse;

/** What a use is to its tuple, at the idle timeout W. */
public enum UseKind {
  /** The tuple was idle for less than W. */
  EARLY_REUSE,
  /** The tuple was idle for W or more. */
  LATE_REUSE,
  /** No earlier use, with at least W of this JVM's unbroken recording before it. */
  FIRST_USE,
  /**
   * Cannot be told: too little unbroken recording before it, idle only known as an upper bound, or
   * the local address not known.
   */
  UNKNOWN,
  /**
   * Began more than {@link #OVERLAP_TOLERANCE_NANOS} before the previous use had ended, which one
   * tuple cannot do.
   */
  OVERLAP;

  /** Clocks are read around the kernel calls, not in them: a smaller overlap is no overlap. */
  public static final long OVERLAP_TOLERANCE_NANOS = 5_000_000L;

  /** Late reuses and first uses: what early reuses are compared with. */
  public boolean comparison() {
    return this == LATE_REUSE || this == FIRST_USE;
  }
}

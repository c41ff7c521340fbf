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
  /** Began more than 5 ms before the previous use had ended, which one tuple cannot do. */
  OVERLAP;

  /** Late reuses and first uses: what early reuses are compared with. */
  public boolean comparison() {
    return this == LATE_REUSE || this == FIRST_USE;
  }
}

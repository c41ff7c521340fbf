package io.tuplewatch.evidence.counts;

import java.io.Serializable;

/**
 * Idle times in bins of a 64th of an octave (1.1 % wide), so that the firewall timeout W is an
 * edge: a reuse is early if and only if its bin is below {@link #AT_TIMEOUT}. Times from W / 2^20
 * up to 2^8 W have bins of their own.
 */
public final class IdleBins implements Serializable {

  private static final long serialVersionUID = 1;

  public static final int PER_OCTAVE = 64;

  private static final int PER_QUARTER = PER_OCTAVE / 4;

  /** The first bin of late reuses. */
  public static final int AT_TIMEOUT = 20 * PER_OCTAVE;

  /** Number of bins of known idle times. */
  public static final int COUNT = 28 * PER_OCTAVE;

  /** Early reuses whose idle time is only known as an upper bound. */
  public static final int EARLY_AT_MOST = COUNT;

  /** First uses. */
  public static final int NEVER_USED = COUNT + 1;

  /** Not used in the recording so far, which is shorter than W. */
  public static final int NEVER_SEEN = COUNT + 2;

  /** Number of bins, those without an idle time among them. */
  public static final int ALL = COUNT + 3;

  /** Number of quarters of an octave. */
  public static final int QUARTERS = COUNT / PER_QUARTER;

  private static final double LOG_2 = Math.log(2);

  private final long timeoutNanos;

  public IdleBins(long timeoutNanos) {
    this.timeoutNanos = timeoutNanos;
  }

  /** The bin of an idle time of 0 ns or more. */
  public int bin(long idleNanos) {
    double octaves = Math.log((double) Math.max(1, idleNanos) / timeoutNanos) / LOG_2;
    int bin = AT_TIMEOUT + (int) Math.floor(octaves * PER_OCTAVE);
    boolean early = idleNanos < timeoutNanos;
    return early
        ? Math.max(0, Math.min(bin, AT_TIMEOUT - 1))
        : Math.max(AT_TIMEOUT, Math.min(bin, COUNT - 1));
  }

  /** The quarter of an octave, 0 to QUARTERS - 1, that a bin of a known idle time is in. */
  public static int quarter(int bin) {
    return bin / PER_QUARTER;
  }

  /** Lower edge of a bin, ns; 0 of the first; that of COUNT is the upper edge of the last. */
  public long edge(int bin) {
    return bin == 0
        ? 0
        : Math.round(timeoutNanos * Math.pow(2, (bin - AT_TIMEOUT) / (double) PER_OCTAVE));
  }
}

package io.tuplewatch.evidence.counts;

/**
 * Connects of one destination, one block of time and one closing side.
 *
 * @param early early reuses
 * @param earlyFailed 0 to {@code early}
 * @param others late reuses and first uses
 * @param othersFailed 0 to {@code others}
 */
public record Stratum(int early, int earlyFailed, int others, int othersFailed) {

  public int connects() {
    return early + others;
  }

  public int failed() {
    return earlyFailed + othersFailed;
  }

  /** Whether there is something to compare with. */
  public boolean compares() {
    return early > 0 && others > 0;
  }

  /** Whether it says anything about a difference: there are failures and successes. */
  public boolean tells() {
    return compares() && failed() > 0 && failed() < connects();
  }

  /** n1 n0 / n: the weight of its risk difference. */
  public double weight() {
    return (double) early * others / connects();
  }
}

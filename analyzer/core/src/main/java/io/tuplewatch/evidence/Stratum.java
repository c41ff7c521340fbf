package io.tuplewatch.evidence;

/**
 * Connects of one destination, one stretch of time and one closing side.
 *
 * @param early early reuses
 * @param earlyFailed 0 to {@code early}
 * @param others late reuses and first uses
 * @param othersFailed 0 to {@code others}
 */
public record Stratum(int early, int earlyFailed, int others, int othersFailed) {

  int connects() {
    return early + others;
  }

  int failed() {
    return earlyFailed + othersFailed;
  }

  /** Whether there is something to compare with. */
  boolean compares() {
    return early > 0 && others > 0;
  }

  /** Whether it says anything about a difference: there are failures and successes. */
  boolean tells() {
    return compares() && failed() > 0 && failed() < connects();
  }

  /** n1 n0 / n: the weight of its risk difference. */
  double weight() {
    return (double) early * others / connects();
  }
}

package io.tuplewatch.selection.replay;

import java.util.Arrays;

/** What may have failed with a change, seed by seed. Immutable. */
public final class Outcomes {

  private final double[] failedEarlyReuses;
  private final double connects;
  private final double portFailures;

  Outcomes(double[] failedEarlyReuses, double connects, double portFailures) {
    this.failedEarlyReuses = failedEarlyReuses;
    this.connects = connects;
    this.portFailures = portFailures;
  }

  /** At rates that what was recorded leaves possible. */
  public double failedEarlyReuses(int seed) {
    return failedEarlyReuses[seed];
  }

  /** How many of the connects fail as early reuses, 0 to 1, in the mean of the seeds. */
  public double failureRate() {
    double failures = Arrays.stream(failedEarlyReuses).average().orElse(0);
    return connects == 0 ? 0 : failures / connects;
  }

  /** Connects that found no port, in the mean of the seeds. */
  public double portFailures() {
    return portFailures;
  }
}
